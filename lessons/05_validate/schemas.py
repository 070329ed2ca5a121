"""What goes into the tumour API: made from the passport, so it fits the model."""

from typing import Annotated

from passport import read_passport
from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, create_model

PASSPORT = read_passport("cancer")
STRICT = ConfigDict(extra="forbid", strict=True)


def rules(known):
    """The field for a feature: from half to twice of what the training data holds.

    Half and twice are for sizes: a feature that can be negative needs other bounds.
    """
    assert known["min"] >= 0, known
    seen = f"In the training data: {known['min']} to {known['max']}."
    text = f"Unit: {known['unit']}. {seen}"
    field = Field(ge=known["min"] / 2, le=known["max"] * 2, description=text)
    return Annotated[FiniteFloat, field]


fields = {known["name"]: rules(known) for known in PASSPORT["features"]}
Sample = create_model("Sample", __config__=STRICT, **fields)
Samples = Annotated[list[Sample], Field(min_length=1, max_length=1000)]


class Batch(BaseModel):
    """1 to 1,000 samples, and what a missed tumour costs, counted in referrals."""

    model_config = STRICT
    samples: Samples = Field(examples=[[PASSPORT["example"]]])
    miss_cost: FiniteFloat = Field(50, ge=2, le=10_000)
