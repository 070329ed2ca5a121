"""What goes into the fraud API, and what comes out."""

from typing import Literal

from payment import EXAMPLE, Payment
from pydantic import BaseModel, Field


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
    """Who may ask for what. Neither its key nor the key's hash is here."""

    name: str
    scopes: list[str]
    revoked: str | None
