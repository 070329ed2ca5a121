# %% 5.1 | counted from one | Which sample is that?
cause = "a"
# %% 5.1 | a value out of bounds | is named with its bound
cause = "b"
# %% 5.1 | a field twice | would not be missing
cause = "c"
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
# %% 5.3 | the other way round | other way round
def threshold(missed, false_alarm):
    return missed / (missed + false_alarm)
# %% 5.3 | the ratio of the costs | happens with probability 1 − p
def threshold(missed, false_alarm):
    return false_alarm / missed
# %% 5.3 | as with a doctor | what does the other answer cost
def threshold(missed, false_alarm):
    return 1 / missed
# %% 5.3 | printed, not returned | was it returned
def threshold(missed, false_alarm):
    print(false_alarm / (missed + false_alarm))
# %% 5.3 | right for one pair only | benign costs
def threshold(missed, false_alarm):
    return 10 / 60
# %% 5.4 | returns the comparison | is lost
from pydantic import FiniteFloat, model_validator


class Nucleus(BaseModel):
    mean_radius: FiniteFloat
    mean_perimeter: FiniteFloat

    @model_validator(mode="after")
    def is_nearly_round(self):
        return 0.9 <= self.mean_perimeter / (2 * math.pi * self.mean_radius) <= 1.3
# %% 5.4 | divides | ZeroDivisionError
from pydantic import FiniteFloat, model_validator


class Nucleus(BaseModel):
    mean_radius: FiniteFloat
    mean_perimeter: FiniteFloat

    @model_validator(mode="after")
    def is_nearly_round(self):
        if not 0.9 <= self.mean_perimeter / (2 * math.pi * self.mean_radius) <= 1.3:
            raise ValueError("no")
        return self
# %% 5.4 | one side only | far too small
from pydantic import FiniteFloat, model_validator


class Nucleus(BaseModel):
    mean_radius: FiniteFloat
    mean_perimeter: FiniteFloat

    @model_validator(mode="after")
    def is_nearly_round(self):
        if self.mean_perimeter > 1.3 * 2 * math.pi * self.mean_radius:
            raise ValueError("no")
        return self
# %% 5.4 | the diameter for the radius | of the 569 real samples
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
# %% 5.4 | limits as measured | a ratio of 0.92 is refused
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
# %% 5.4 | the error is returned | To refuse, raise it
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
# %% 5.4 | a negative radius passes | below 0 are accepted
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
# %% 5.4 | NaN passes | no comparison with it
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
# %% 5.4 | another exception | raises TypeError
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
# %% 5.3 | rounded | nearly. Rounded
def threshold(missed, false_alarm):
    return round(false_alarm / (missed + false_alarm), 2)
# %% 5.3 | a number, not a function | should be a function
threshold = 10 / 60
# %% 5.3 | brackets forgotten | between 0 and 1
def threshold(missed, false_alarm):
    return false_alarm / missed + false_alarm
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
