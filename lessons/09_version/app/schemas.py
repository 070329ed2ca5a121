"""What goes into the recommendations API, and what comes out."""

import hashlib
import re
from typing import Annotated, Literal

from fastapi import Path
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    FiniteFloat,
    model_validator,
)
from pydantic_core import PydanticCustomError

OWN = "your ratings"
NEW = "popular: this user is new here"
CURSOR = r"^([1-9][0-9]{0,5}-[1-9][0-9]{0,2})?$"  # the version that began, and where


# --- in ------------------------------------------------------------------------------


def plain(text):
    """Let a whole number pass; 07, +7 and 7.0 would be other addresses of 7.

    A cache keeps an answer under its address: so each user has exactly one.
    """
    if not re.fullmatch("0|[1-9][0-9]*", str(text)):
        raise PydanticCustomError("value_error", "write a whole number as 7 or 120")
    return text


Whole = Annotated[int, BeforeValidator(plain)]
# `examples` is for programs, `openapi_examples` for whoever tries it out in /docs.
EXAMPLES = {"examples": [5], "openapi_examples": {"likes comedies": {"value": 5}}}
User = Annotated[Whole, Field(ge=1, le=999_999_999), Path(**EXAMPLES)]


class Page(BaseModel, extra="forbid"):
    """Which part of a user's recommendations is asked for."""

    limit: Whole = Field(10, ge=1, le=50)
    cursor: str = Field("", pattern=CURSOR, description="`next` of the page before")

    def start(self):
        """Return (version, movies before this page), or (None, 0) for the first."""
        version, _, start = self.cursor.partition("-")
        return (int(version), int(start)) if version else (None, 0)

    def cut(self, movies, version):
        """Return (this page of the movies, the cursor of the next one or None)."""
        end = self.start()[1] + self.limit
        following = f"{version}-{end}" if end < len(movies) else None
        return movies[end - self.limit : end], following

    def tag(self, *facts):
        """Return the page's ETag; versions never change, so this needs no answer."""
        text = repr([*facts, self.limit, self.cursor])
        return f'"{hashlib.sha256(text.encode()).hexdigest()[:24]}"'


class Wish(BaseModel):
    """Which label shall mean which version."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={"examples": [{"label": "champion", "version": 1}]},
    )
    label: Literal["champion", "challenger"]
    version: int = Field(ge=1, le=999_999)
    rollback: bool = Field(False, description="even if it is worse")
    other_ratings: bool = Field(False, description="even if judged on other ratings")
    share: FiniteFloat = Field(0.0, ge=0, le=1, description="of the users, to meet it")
    shadow: bool = Field(False, description="let it answer unseen, too")

    @model_validator(mode="after")
    def only_a_challenger_shares(self):
        if self.label == "champion" and (self.share or self.shadow):
            raise ValueError("share and shadow are for a challenger")
        return self


# --- out -----------------------------------------------------------------------------


class Model(BaseModel):
    """Who answered: the version, and the label by which it did."""

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


class Live(BaseModel):
    status: str


class State(BaseModel):
    """A worker's view of the registry."""

    process: dict[str, int | str]
    labels: dict[str, int | float | bool | None]
    published: list[int]
    loaded: list[int]
    refused: dict[int, str]
