"""What goes into the spam API, and what comes out."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

STRICT = ConfigDict(extra="forbid", strict=True)
Text = Annotated[str, Field(min_length=1, max_length=2000)]
EXAMPLE = "WINNER! Claim your free prize today, call 0900123456 now!"


class Message(BaseModel):
    """One message, of 1 to 2,000 characters. It is judged, and not kept."""

    model_config = STRICT
    text: Text = Field(examples=[EXAMPLE])


class ModelName(BaseModel):
    name: str
    version: str


class Verdict(BaseModel):
    """Is it spam, how probable is that (0 to 1), and which model says so."""

    spam: bool
    score: float = Field(ge=0, le=1)
    model: ModelName


class Live(BaseModel):
    status: str


class Ready(BaseModel):
    status: str
    model: ModelName
