# %% 5.1 | counted from one | Which sample is that?
cause = "a"
# %% 5.1 | a value out of bounds | is named with its bound
cause = "b"
# %% 5.1 | a field twice | would not be missing
cause = "c"
# %% 5.1 | a word | one letter alone
cause = "misspelt"
# %% 5.1 | printed | should be a letter in quotation marks
cause = print("d")
# %% 5.1 | no such letter | there is no answer "e"
cause = "e"
# %% 5.2 | only the limits | kinds of nonsense
from pydantic import Field


class Options(BaseModel):
    threshold: float = Field(0.5, ge=0, le=1)
    lab: str | int = "unknown"
# %% 5.2 | unknown fields are ignored | nobody knows, `treshold`
from pydantic import ConfigDict, Field, FiniteFloat


class Options(BaseModel):
    model_config = ConfigDict(strict=True)
    threshold: FiniteFloat = Field(0.5, ge=0, le=1)
    lab: str = Field("unknown", max_length=20)
# %% 5.2 | not strict | a text is taken for a number
from pydantic import ConfigDict, Field, FiniteFloat


class Options(BaseModel):
    model_config = ConfigDict(extra="forbid")
    threshold: FiniteFloat = Field(0.5, ge=0, le=1)
    lab: str = Field("unknown", max_length=20)
# %% 5.2 | required fields | {} is refused
from pydantic import ConfigDict, Field, FiniteFloat


class Options(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    threshold: FiniteFloat = Field(ge=0, le=1)
    lab: str = Field(max_length=20)
# %% 5.2 | without the bounds themselves | {'threshold': 0} is refused
from pydantic import ConfigDict, Field, FiniteFloat


class Options(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    threshold: FiniteFloat = Field(0.5, gt=0, lt=1)
    lab: str = Field("unknown", max_length=20)
# %% 5.2 | no upper bound | above 1
from pydantic import ConfigDict, Field, FiniteFloat


class Options(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    threshold: FiniteFloat = Field(0.5, ge=0)
    lab: str = Field("unknown", max_length=20)
# %% 5.2 | the name may be long | 21 characters
from pydantic import ConfigDict, Field, FiniteFloat


class Options(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    threshold: FiniteFloat = Field(0.5, ge=0, le=1)
    lab: str = "unknown"
# %% 5.2 | other defaults | defaults have changed
from pydantic import ConfigDict, Field, FiniteFloat


class Options(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    threshold: FiniteFloat = Field(0, ge=0, le=1)
    lab: str = Field("", max_length=20)
# %% 5.2 | an object instead of a class | should be a class
Options = {"threshold": 0.5, "lab": "unknown"}
# %% 5.2 | null is accepted | need not take nothing
from pydantic import ConfigDict, Field, FiniteFloat


class Options(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    threshold: FiniteFloat | None = Field(0.5, ge=0, le=1)
    lab: str | None = Field("unknown", max_length=20)
# %% 5.2 | a validator that returns nothing | What is handed back
from pydantic import ConfigDict, Field, FiniteFloat, field_validator


class Options(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    threshold: FiniteFloat = 0.5
    lab: str = Field("unknown", max_length=20)

    @field_validator("threshold")
    def between(cls, value):
        if not 0 <= value <= 1:
            raise ValueError("no")
# %% 5.2 | one misspelling is refused | such as `labs` or `note`
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

from pydantic import model_validator

class Options(BaseModel):
    model_config = ConfigDict(strict=True)
    threshold: Annotated[FiniteFloat, Field(ge=0, le=1)] = 0.5
    lab: Annotated[str, Field(max_length=20)] = "unknown"
    
    @model_validator(mode="before")
    @classmethod
    def t(cls, v):
        if "treshold" in v:
            raise ValueError("no")
        return v
# %% 5.2 | false is taken | `false` is taken
from pydantic import field_validator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

class Options(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    threshold: Annotated[FiniteFloat, Field(ge=0, le=1)] | bool = 0.5
    lab: Annotated[str, Field(max_length=20)] = "unknown"
    
    @field_validator("threshold", mode="before")
    @classmethod
    def t(cls, v):
        if v is True: raise ValueError("no")
        return v
# %% 5.3 | returns the comparison | is lost
from pydantic import FiniteFloat, model_validator


class Nucleus(BaseModel):
    mean_radius: FiniteFloat
    mean_perimeter: FiniteFloat

    @model_validator(mode="after")
    def is_nearly_round(self):
        return 0.9 <= self.mean_perimeter / (2 * math.pi * self.mean_radius) <= 1.3
# %% 5.3 | divides | ZeroDivisionError
from pydantic import FiniteFloat, model_validator


class Nucleus(BaseModel):
    mean_radius: FiniteFloat
    mean_perimeter: FiniteFloat

    @model_validator(mode="after")
    def is_nearly_round(self):
        if not 0.9 <= self.mean_perimeter / (2 * math.pi * self.mean_radius) <= 1.3:
            raise ValueError("no")
        return self
# %% 5.3 | one side only | far too small
from pydantic import FiniteFloat, model_validator


class Nucleus(BaseModel):
    mean_radius: FiniteFloat
    mean_perimeter: FiniteFloat

    @model_validator(mode="after")
    def is_nearly_round(self):
        if self.mean_perimeter > 1.3 * 2 * math.pi * self.mean_radius:
            raise ValueError("no")
        return self
# %% 5.3 | the diameter for the radius | of the 569 real samples
from pydantic import FiniteFloat, model_validator


class Nucleus(BaseModel):
    mean_radius: FiniteFloat
    mean_perimeter: FiniteFloat

    @model_validator(mode="after")
    def is_nearly_round(self):
        circle = math.pi * self.mean_radius
        if not 0.9 * circle <= self.mean_perimeter <= 1.3 * circle:
            raise ValueError("no")
        return self
# %% 5.3 | limits as measured | a ratio of 0.905 is refused
from pydantic import FiniteFloat, model_validator


class Nucleus(BaseModel):
    mean_radius: FiniteFloat
    mean_perimeter: FiniteFloat

    @model_validator(mode="after")
    def is_nearly_round(self):
        circle = 2 * math.pi * self.mean_radius
        if not 0.98 * circle <= self.mean_perimeter <= 1.14 * circle:
            raise ValueError("no")
        return self
# %% 5.3 | the error is returned | To refuse, raise it
from pydantic import FiniteFloat, model_validator


class Nucleus(BaseModel):
    mean_radius: FiniteFloat
    mean_perimeter: FiniteFloat

    @model_validator(mode="after")
    def is_nearly_round(self):
        circle = 2 * math.pi * self.mean_radius
        if not 0.9 * circle <= self.mean_perimeter <= 1.3 * circle:
            return ValueError("no")
        return self
# %% 5.3 | a negative radius passes | below 0 are accepted
from pydantic import FiniteFloat, model_validator


class Nucleus(BaseModel):
    mean_radius: FiniteFloat
    mean_perimeter: FiniteFloat

    @model_validator(mode="after")
    def is_nearly_round(self):
        if self.mean_radius == 0:
            raise ValueError("no")
        if not 0.9 <= self.mean_perimeter / (2 * math.pi * self.mean_radius) <= 1.3:
            raise ValueError("no")
        return self
# %% 5.3 | NaN passes | no comparison with it
from pydantic import FiniteFloat, model_validator


class Nucleus(BaseModel):
    mean_radius: float
    mean_perimeter: float

    @model_validator(mode="after")
    def is_nearly_round(self):
        circle = 2 * math.pi * self.mean_radius
        if circle <= 0 or self.mean_perimeter < 0.9 * circle:
            raise ValueError("no")
        if self.mean_perimeter > 1.3 * circle:
            raise ValueError("no")
        return self
# %% 5.3 | another exception | raises TypeError
from pydantic import FiniteFloat, model_validator


class Nucleus(BaseModel):
    mean_radius: FiniteFloat
    mean_perimeter: FiniteFloat

    @model_validator(mode="after")
    def is_nearly_round(self):
        circle = 2 * math.pi * self.mean_radius
        if not 0.9 * circle <= self.mean_perimeter <= 1.3 * circle:
            raise TypeError("no")
        return self
# %% 5.3 | returns False for a contradiction | That refuses nothing
from pydantic import FiniteFloat, model_validator


class Nucleus(BaseModel):
    mean_radius: FiniteFloat
    mean_perimeter: FiniteFloat

    @model_validator(mode="after")
    def is_nearly_round(self):
        circle = 2 * math.pi * self.mean_radius
        if not 0.9 * circle <= self.mean_perimeter <= 1.3 * circle:
            return False
        return self
# %% 5.3 | mends the perimeter | come out
from pydantic import FiniteFloat, model_validator


class Nucleus(BaseModel):
    mean_radius: FiniteFloat
    mean_perimeter: FiniteFloat

    @model_validator(mode="after")
    def is_nearly_round(self):
        circle = 2 * math.pi * self.mean_radius
        self.mean_perimeter = min(max(self.mean_perimeter, circle), 1.3 * circle)
        return self
# %% 5.3 | an object instead of a class | should be a class
Nucleus = {"mean_radius": 1.0, "mean_perimeter": 6.3}
# %% 5.3 | nothing at all is round | a perimeter of 0 is accepted
import numpy as np
from pydantic import FiniteFloat, model_validator


class Nucleus(BaseModel):
    mean_radius: FiniteFloat
    mean_perimeter: FiniteFloat

    @model_validator(mode="after")
    def is_nearly_round(self):
        circle = 2 * np.pi * self.mean_radius
        if not 0.9 * circle <= self.mean_perimeter <= 1.3 * circle:
            raise ValueError("not round")
        return self

# %% 5.3 | infinity passes | both arrive as 1e999
import math
from pydantic import BaseModel, model_validator
class Nucleus(BaseModel):
    mean_radius: float
    mean_perimeter: float
    @model_validator(mode="after")
    def ok(self):
        c = 2 * math.pi * self.mean_radius
        if self.mean_radius <= 0 or not 0.9 * c <= self.mean_perimeter <= 1.3 * c: raise ValueError("no")
        return self
# %% 5.3 | it looks before the fields are checked | so in a 500
import math
from pydantic import BaseModel, FiniteFloat, model_validator
class Nucleus(BaseModel):
    mean_radius: FiniteFloat
    mean_perimeter: FiniteFloat

    @model_validator(mode="before")
    @classmethod
    def ok(cls, v):
        if v["mean_radius"] <= 0: raise ValueError("no")
        r = v["mean_perimeter"] / (math.tau * v["mean_radius"])
        if r < 0.9 or r > 1.3:
            raise ValueError("no")
        return v
# %% 5.4 | printed, not returned | returned None
def ask_for_the_good_ones(url, samples):
    print({}, {})
# %% 5.4 | lists | should return two dictionaries
def ask_for_the_good_ones(url, samples):
    return [], []
# %% 5.4 | hard-coded | nothing is said of sample 0, a good one
def ask_for_the_good_ones(url, samples):
    return {}, {}
# %% 5.4 | once only, so that twenty places are all it knows | KeyError: 'diagnoses'
def ask_for_the_good_ones(url, samples):
    answer = requests.post(f"{url}/diagnose", json={"samples": samples}, timeout=10).json()
    bad = {}
    for error in answer.get("errors", []):
        if error["pointer"] != "#/samples":
            bad.setdefault(int(error["pointer"].split("/")[2]), error["detail"])
    good = [i for i in range(len(samples)) if i not in bad]
    if not good:
        return {}, bad
    left = [samples[i] for i in good]
    answer = requests.post(f"{url}/diagnose", json={"samples": left}, timeout=10).json()
    return dict(zip(good, answer["diagnoses"])), bad
# %% 5.4 | positions within what is left | among the good and the bad ones
def ask_for_the_good_ones(url, samples):
    bad, left = {}, list(samples)
    while left:
        answer = requests.post(f"{url}/diagnose", json={"samples": left}, timeout=10).json()
        if "diagnoses" in answer:
            return dict(enumerate(answer["diagnoses"])), bad
        found = {}
        for error in answer["errors"]:
            found.setdefault(int(error["pointer"].split("/")[2]), error["detail"])
        bad |= found
        left = [one for i, one in enumerate(left) if i not in found]
    return {}, bad
# %% 5.4 | one digit of the position | sample 1 is called bad; the service takes it
def ask_for_the_good_ones(url, samples):
    bad, left = {}, dict(enumerate(samples))
    while left:
        body = {"samples": [*left.values()]}
        answer = requests.post(f"{url}/diagnose", json=body, timeout=10).json()
        if "diagnoses" in answer:
            return dict(zip(left, answer["diagnoses"])), bad
        places = [*left]
        for error in answer["errors"]:
            place = places[int(error["pointer"][10])]
            bad.setdefault(place, error["detail"])
            left.pop(place, None)
    return {}, bad
# %% 5.4 | the last complaint | the service's first complaint is
def ask_for_the_good_ones(url, samples):
    bad, left = {}, dict(enumerate(samples))
    while left:
        body = {"samples": [*left.values()]}
        answer = requests.post(f"{url}/diagnose", json=body, timeout=10).json()
        if "diagnoses" in answer:
            return dict(zip(left, answer["diagnoses"])), bad
        places = [*left]
        for error in answer["errors"]:
            place = places[int(error["pointer"].split("/")[2])]
            bad[place] = error["detail"]
            left.pop(place, None)
    return {}, bad
# %% 5.4 | the bad ones are only left out | nothing is said of sample 1, a bad one
def ask_for_the_good_ones(url, samples):
    good = {}
    for i, sample in enumerate(samples):
        answer = requests.post(f"{url}/diagnose", json={"samples": [sample]}, timeout=10)
        if answer.ok:
            good[i] = answer.json()["diagnoses"][0]
    return good, {}
# %% 5.4 | positions as texts | a position is a whole number
def ask_for_the_good_ones(url, samples):
    answer = requests.post(f"{url}/diagnose", json={"samples": samples}, timeout=10)
    return {str(i): one for i, one in enumerate(answer.json()["diagnoses"])}, {}
# %% 5.4 | the status for the diagnosis | is that of another sample
def ask_for_the_good_ones(url, samples):
    return dict.fromkeys(range(len(samples)), {"answer": "benign"}), {}

# %% 5.4 | takes samples out of the list that it was given | is another one now
def ask_for_the_good_ones(url, samples):
    bad, where = {}, list(range(len(samples)))
    while samples:
        body = {"samples": samples}
        answer = requests.post(f"{url}/diagnose", json=body, timeout=10).json()
        if "diagnoses" in answer:
            return dict(zip(where, answer["diagnoses"])), bad
        wrong = {}
        for error in answer["errors"]:
            wrong.setdefault(int(error["pointer"].split("/")[2]), error["detail"])
        for place in sorted(wrong, reverse=True):
            bad[where[place]] = wrong[place]
            del samples[place], where[place]
    return {}, bad
# %% 5.4 | a night without samples ends in an error | a night without any samples: your code
def ask_for_the_good_ones(url, samples):
    bad, left = {}, dict(enumerate(samples))
    while True:
        body = {"samples": [*left.values()]}
        answer = requests.post(f"{url}/diagnose", json=body, timeout=10).json()
        if "diagnoses" in answer:
            return dict(zip(left, answer["diagnoses"])), bad
        places = [*left]
        for error in answer["errors"]:
            place = places[int(error["pointer"].split("/")[2])]
            bad.setdefault(place, error["detail"])
            left.pop(place, None)
        if not left and bad:
            return {}, bad
# %% 5.4 | the bad ones are noted, and sent again | and no end. Does each round ask for fewer
def ask_for_the_good_ones(url, samples):
    bad = {}
    while samples:
        answer = requests.post(f"{url}/diagnose", json={"samples": samples}, timeout=10)
        if answer.ok:
            return dict(enumerate(answer.json()["diagnoses"])), bad
        for error in answer.json()["errors"]:
            bad.setdefault(int(error["pointer"].split("/")[2]), error["detail"])
    return {}, bad
# %% 5.4 | a complaint about a night that brings none | there is none, and you name a sample 0
def ask_for_the_good_ones(url, samples):
    bad = {} if samples else {0: "no samples"}
    for i, sample in enumerate(samples):
        answer = requests.post(f"{url}/diagnose", json={"samples": [sample]}, timeout=10)
        if not answer.ok:
            bad[i] = answer.json()["errors"][0]["detail"]
    good = [i for i in range(len(samples)) if i not in bad]
    if not good:
        return {}, bad
    body = {"samples": [samples[i] for i in good]}
    answer = requests.post(f"{url}/diagnose", json=body, timeout=10)
    return dict(zip(good, answer.json()["diagnoses"], strict=True)), bad
# %% 5.4 | three rounds and no more | a night of 33 samples
import requests

def ask_for_the_good_ones(url, samples):
    left = list(enumerate(samples))
    bad = {}
    for _ in range(3):
        if not left: break
        body = {"samples": [each for _, each in left]}
        answer = requests.post(f"{url}/diagnose", json=body, timeout=10)
        if answer.status_code != 422:
            answer.raise_for_status()
            found = answer.json()["diagnoses"]
            return {place: one for (place, _), one in zip(left, found)}, bad
        for error in answer.json()["errors"]:
            at = int(error["pointer"].split("/")[2])
            bad.setdefault(left[at][0], error["detail"])
        left = [(place, each) for place, each in left if place not in bad]
    return {}, bad
# %% 5.4 | the service is not asked | was not asked
from pydantic import ValidationError
from app.schemas import Sample, PASSPORT
from app.errors import explain
from app.model import TumourModel
from app.passport import read_passport
NAMES = [f["name"] for f in PASSPORT["features"]]
def ask_for_the_good_ones(url, samples):
    good, bad = {}, {}
    for i, s in enumerate(samples):
        try:
            Sample.model_validate(s); good[i] = s
        except ValidationError as e:
            er = e.errors()[0]
            er["loc"] = ("body", "samples", i) + tuple(er["loc"])
            bad[i] = explain(er, NAMES + ["samples", "miss_cost"])["detail"]
    found = TumourModel(read_passport("cancer")).diagnose(list(good.values()), 50) if good else []
    return dict(zip(good, found)), bad
