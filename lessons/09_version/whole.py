"""Whole numbers in an address, each in one spelling only."""

import re
from typing import Annotated

from fastapi import Path
from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError


def plain(text):
    """07, +7 and 7.0 would be other addresses of 7: they are refused."""
    if not re.fullmatch("0|[1-9][0-9]*", str(text)):
        raise PydanticCustomError("value_error", "write a whole number as 7 or 120")
    return text


Whole = Annotated[int, BeforeValidator(plain)]
# `examples` is for programs, `openapi_examples` for whoever tries it out in /docs.
EXAMPLES = {"examples": [5], "openapi_examples": {"likes comedies": {"value": 5}}}
User = Annotated[Whole, Field(ge=1, le=999_999_999), Path(**EXAMPLES)]
