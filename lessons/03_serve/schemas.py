"""What goes into the iris API, and what comes out."""

from typing import Annotated

from pydantic import BaseModel, Field

# Strict: neither true nor "5.1" is a number of centimetres.
Centimetres = Annotated[float, Field(gt=0, lt=100, allow_inf_nan=False, strict=True)]
Measurements = Annotated[list[Centimetres], Field(min_length=4, max_length=4)]


class Flower(BaseModel):
    """Sepal length and width, then petal length and width, in centimetres."""

    data: Measurements = Field(examples=[[5.1, 3.5, 1.4, 0.2]])


class ModelName(BaseModel):
    name: str
    version: str


class Prediction(BaseModel):
    """The species, how sure the model is (0 to 1), and which model says so."""

    prediction: str
    confidence: float
    model: ModelName


class Health(BaseModel):
    status: str
    model: ModelName
