"""What goes in and out: people, whose consent is asked for, and who a face may be."""

from typing import Annotated

from fastapi import Form, Header, Query
from pydantic import BaseModel, Field, StringConstraints

CONSENT = "2026-1"  # the version of the text in consent.md that people agree to

Distance = Annotated[float, Field(ge=0, le=2)]
Id = Annotated[str, Field(pattern="^[0-9a-f]{16}$", examples=["00c0ffee00c0ffee"])]
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^[^\x00-\x1f\x7f]*$"),
    Form(min_length=1, max_length=100, examples=["Ada Holm"]),
]
Consent = Annotated[str, Form(max_length=20, examples=[CONSENT])]
Keep = Annotated[bool, Form(description="Keep the pictures, too: encrypted, and small")]
IdempotencyKey = Annotated[
    str | None, Header(pattern="^[!-~]{1,100}$", examples=["9f1c6a52"])
]
Limit = Annotated[int, Query(ge=1, le=1000)]
After = Annotated[str, Query(pattern="^[0-9a-f]{0,16}$", description="Ids after it")]


class Person(BaseModel):
    """Somebody who is enrolled; `consent` is the version of the text agreed to."""

    id: Id
    name: str
    consent: str
    enrolled: str
    expires: str
    pictures: list[Id]


class Enrolled(Person):
    """`similar`: who else is near enough to be taken for this person, as of now."""

    similar: list[Id]


class Stored(Person):
    """All that is stored about somebody: vectors, and which pictures were kept."""

    vectors: list[list[float]]
    kept: list[Id]


class People(BaseModel):
    people: list[Person]


class Identified(BaseModel):
    """The nearest of those who are enrolled, if near enough; else null."""

    person: Person | None
    distance: Distance | None
    threshold: Distance


class Verified(BaseModel):
    """Whether it is the person that it is said to be."""

    same: bool
    distance: Distance
    threshold: Distance


class Health(BaseModel):
    status: str
    embedder: str
