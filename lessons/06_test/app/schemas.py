"""What goes into the sentiment API, and what comes out."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1, max_length=2000)]
Texts = Annotated[list[Text], Field(min_length=1, max_length=100)]
EXAMPLE = ["We loved every minute of it.", "The room was dirty.", "👍"]


class Reviews(BaseModel):
    """1 to 100 texts of 1 to 2,000 characters."""

    model_config = ConfigDict(extra="forbid", strict=True)
    texts: Texts = Field(examples=[EXAMPLE])


class Answer(BaseModel):
    """`confidence` is the probability of the likelier class; 0 if no word is known."""

    sentiment: Literal["negative", "positive", "unknown"]
    confidence: float = Field(ge=0, le=1)


class ModelName(BaseModel):
    name: str
    version: str


class Answers(BaseModel):
    """One answer for each text, in the order of the texts, and who gave them."""

    answers: list[Answer]
    model: ModelName


class Health(BaseModel):
    status: str
    model: ModelName
