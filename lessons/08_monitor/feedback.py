"""What a message really was, as a person says, hours or days later."""

from typing import Literal

from pydantic import BaseModel, Field
from schemas import STRICT, Text

UUID = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
EXAMPLE_ID = "00000000-0000-4000-8000-000000000000"


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
