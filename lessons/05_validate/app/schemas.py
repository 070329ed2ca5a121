"""What goes into the tumour API, made from the passport, and what comes out."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, create_model

from app.passport import read_passport

PASSPORT = read_passport("cancer")
STRICT = ConfigDict(extra="forbid", strict=True)


def rules(feature):
    """Return the field for a feature: from half to twice of what the model has seen."""
    low, high = feature["min"], feature["max"]
    # Half and twice are for sizes: a feature that can be negative needs other bounds.
    assert low >= 0, feature
    text = f"Unit: {feature['unit']}. In the training data: {low} to {high}."
    return Annotated[FiniteFloat, Field(ge=low / 2, le=high * 2, description=text)]


fields = {feature["name"]: rules(feature) for feature in PASSPORT["features"]}
Sample = create_model("Sample", __config__=STRICT, **fields)
Samples = Annotated[list[Sample], Field(min_length=1, max_length=1000)]


class Batch(BaseModel):
    """1 to 1,000 samples, and what a missed tumour costs, counted in referrals."""

    model_config = STRICT
    samples: Samples = Field(examples=[[PASSPORT["example"]]])
    miss_cost: FiniteFloat = Field(50, ge=2, le=10_000)


class Diagnosis(BaseModel):
    """The answer, how likely malignant is (0 to 1), and why a doctor has to look."""

    answer: Literal["benign", "malignant", "refer to a doctor"]
    probability_malignant: float = Field(ge=0, le=1)
    reasons: list[str]


class ModelName(BaseModel):
    name: str
    version: str


class Diagnoses(BaseModel):
    """One for each sample, in their order, with the cost and the model behind them."""

    diagnoses: list[Diagnosis]
    miss_cost: float
    model: ModelName
    notice: str


class Health(BaseModel):
    status: str
    model: ModelName
