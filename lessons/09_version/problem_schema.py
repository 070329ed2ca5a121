"""What /docs says about refusals, for whoever writes a client."""

from problems import KIND
from pydantic import BaseModel


class Problem(BaseModel):
    """A refusal, as RFC 9457 has it; `errors` says what is wrong where in the body."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, str]] = []
    count: int = 0


CONTENT = {KIND: {"schema": Problem.model_json_schema()}}
REFUSALS = {"4XX": {"description": "Refused, and why", "content": CONTENT}}
