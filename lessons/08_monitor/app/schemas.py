"""What goes into the spam API, and what comes out."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

STRICT = ConfigDict(extra="forbid", strict=True)
Text = Annotated[str, Field(min_length=1, max_length=2000)]
EXAMPLE = "WINNER! Claim your free prize today, call 0900123456 now!"
UUID = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
EXAMPLE_ID = "00000000-0000-4000-8000-000000000000"


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


class Feedback(BaseModel):
    """The X-Request-Id of a verdict, and the label that a person gave.

    `text` is optional, and is kept: send it only if that person agrees.
    """

    model_config = STRICT
    id: str = Field(pattern=UUID, examples=[EXAMPLE_ID])
    label: Literal["spam", "ham"]
    text: Text | None = None


class Taken(BaseModel):
    """It was written down. Whether there is such a verdict is not told."""

    status: Literal["taken"]


class Live(BaseModel):
    status: str


class Ready(BaseModel):
    """`status` is "ready", or says what does not work though messages are judged."""

    status: Literal["ready", "ready, but the log is not written"]
    model: ModelName
