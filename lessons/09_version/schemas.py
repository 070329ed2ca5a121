"""What comes out of the recommendations API."""

from typing import Literal

from pydantic import BaseModel
from telling import NEW, OWN


class Model(BaseModel):
    name: str
    version: str
    label: str


class Movie(BaseModel):
    movie: int
    title: str


class Recommendations(BaseModel):
    """The best first; `next` is the cursor of the next page, or null."""

    user: int
    reason: Literal[OWN, NEW]
    movies: list[Movie]
    next: str | None
    model: Model


class Health(BaseModel):
    status: str
    model: Model
