"""What goes into the fraud API, and what comes out."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

# A token stands for a card in the client's books; the number of a card does not fit.
Card = Annotated[str, Field(pattern=r"^tok_[A-Za-z0-9]{8,40}$")]
Euro = Annotated[FiniteFloat, Field(gt=0, le=50_000)]
Count = Annotated[int, Field(ge=0, le=1000)]
EXAMPLE = {
    "card": "tok_4f9Kq2Zw",
    "amount": 310.5,
    "hour": 3.2,
    "distance": 71.0,
    "minutes_since_last": 4.5,
    "payments_last_hour": 9,
    "usual_amount": 28.4,
    "terminal_frauds": 2,
}


class Payment(BaseModel):
    """One payment by card, and what was known about it when it was made."""

    model_config = ConfigDict(
        extra="forbid", strict=True, json_schema_extra={"examples": [EXAMPLE]}
    )
    card: Card
    amount: Euro = Field(description="EUR")
    hour: FiniteFloat = Field(ge=0, lt=24, description="3.5 is half past three")
    distance: FiniteFloat = Field(ge=0, le=20_040, description="km from home")
    minutes_since_last: FiniteFloat = Field(ge=0, le=43_200, description="or 43200")
    payments_last_hour: Count = Field(description="by this card, before this one")
    usual_amount: Euro = Field(description="EUR: the card's mean of 30 days")
    terminal_frauds: Count = Field(description="reported there in the last 30 days")


# What the model is asked about, in its order: all but whose card it is.
FEATURES = [name for name in Payment.model_fields if name != "card"]


class Payments(BaseModel, extra="forbid"):
    """1 to 100 payments."""

    payments: list[Payment] = Field(
        min_length=1, max_length=100, examples=[[EXAMPLE, EXAMPLE]]
    )


class ModelName(BaseModel):
    name: str
    version: str


class Decision(BaseModel):
    """Allow or review; the score, from 0 to 1; which model says so."""

    decision: Literal["allow", "review"]
    score: float
    model: ModelName


class Health(BaseModel):
    status: str
    model: ModelName


class Client(BaseModel):
    """Who may ask for what, and until when. No key is here, and no hash of one."""

    name: str
    scopes: list[str]
    expires: datetime
    revoked: datetime | None
