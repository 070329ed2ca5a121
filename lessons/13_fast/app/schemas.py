"""What goes into the service, made from the passport, and what comes out."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

from app.config import Settings
from app.passport import read_passport

PASSPORT = read_passport(Settings().model)
FEATURES = PASSPORT["features"]
WIDTH = len(FEATURES)
# From zero to twice what the model has seen: for sizes and shares, none is negative.
HIGHEST = 2 * max(feature["max"] for feature in FEATURES)
MOST = 10_000  # rows in a request

Value = Annotated[FiniteFloat, Field(ge=0, le=HIGHEST)]
Values = Annotated[list[Value], Field(min_length=WIDTH, max_length=WIDTH)]
ABOUT = f"In this order: {', '.join(feature['name'] for feature in FEATURES)}."


class Row(BaseModel):
    """One row for the model."""

    model_config = ConfigDict(extra="forbid", strict=True)
    data: Values = Field(description=ABOUT, examples=[PASSPORT["example"]])


class Rows(BaseModel):
    """1 to 10,000 rows for the model."""

    model_config = ConfigDict(extra="forbid", strict=True)
    data: Annotated[list[Values], Field(min_length=1, max_length=MOST)] = Field(
        description=ABOUT, examples=[[PASSPORT["example"]] * 2]
    )


class ModelName(BaseModel):
    name: str
    version: str


class Prediction(BaseModel):
    """The class, how sure the model is (0 to 1), and which model says so."""

    prediction: str
    confidence: float
    model: ModelName


class Predictions(BaseModel):
    """A class for each row, in their order."""

    predictions: list[str]
    model: ModelName


class Health(BaseModel):
    status: str
    model: ModelName
    engine: str
