"""What comes out of the digits API; what goes in is a picture."""

from typing import Annotated

from pydantic import BaseModel, Field

from app.passport import read_passport

PASSPORT = read_passport("digits")
DIGIT = Field(pattern="^[0-9]$", examples=["3"])
Share = Annotated[float, Field(ge=0, le=1)]
Cell = Annotated[float, Field(ge=0, le=16)]


class Guess(BaseModel):
    digit: str = DIGIT
    probability: Share


class ModelName(BaseModel):
    name: str
    version: str


class Answer(BaseModel):
    """What is on the picture, and how sure that is; unknown has a reason instead.

    `distance` says how far the picture is from the most similar digits that the model
    has learnt from; beyond `limit` it is unknown. `top` are the three best guesses
    under the condition that it is a digit at all.
    """

    prediction: str = Field(pattern="^([0-9]|unknown)$", examples=["3"])
    confidence: Share | None
    reason: str | None = None
    top: list[Guess]
    distance: float | None = Field(None, ge=0)
    limit: float = Field(ge=0)
    seen: list[list[Cell]] | None = Field(
        None, description="what the model saw: 8 rows of 8, 0 paper to 16 ink"
    )
    model: ModelName


class Health(BaseModel):
    status: str
    model: ModelName
