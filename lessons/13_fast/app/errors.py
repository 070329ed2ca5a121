"""Every refusal in one shape, problem+json (RFC 9457), and none repeats what was sent.

In main.py: `FastAPI(exception_handlers=HANDLERS, responses=REFUSALS)`, then
`app.add_middleware(OneShape)`.
"""

import re
from difflib import get_close_matches
from http import HTTPStatus

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

KIND = "application/problem+json"
# Python before 3.13 has older names for these two.
TITLES = {413: "Content Too Large", 422: "Unprocessable Content"}
TOO_LARGE = "The body is larger than this service takes."

SENTENCES = {
    "missing": "this field is missing",
    "extra_forbidden": "there is no field of this name",
    "json_invalid": "the body is not valid JSON",
    "finite_number": "a finite number is needed, not NaN or infinity",
    "float_type": "a number is needed",
    "int_type": "a whole number is needed",
    "string_type": "a text is needed",
    "list_type": "a list is needed",
    "string_unicode": "a text holds half a character (a lone surrogate)",
    "model_attributes_type": "a JSON object is needed, as application/json",
}
# Pydantic's own sentences on these tell of the schema's limits, and not of the value.
LIMITS = re.compile(
    r"(greater|less)_than.*|.*too_(short|long)|literal_error|value_error"
)


class Problem(BaseModel):
    """A refusal, as RFC 9457 has it; `errors` says what is wrong where in the body."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, str]] = []
    count: int = 0


CONTENT = {KIND: {"schema": Problem.model_json_schema()}}
# What /docs says about refusals, for whoever writes a client.
REFUSALS = {"4XX": {"description": "Refused, and why", "content": CONTENT}}


def problem(status, detail, headers=None, **more):
    """Return a response that says no, with a sentence and whatever `more` there is."""
    title = TITLES.get(status) or HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JSONResponse(body | more, status, headers, media_type=KIND)


def explain(error, names=()):
    """Turn one of Pydantic's errors into {"pointer": JSON pointer, "detail": sentence}.

    Nothing that was sent is in it, not even the name of an unknown field: a secret can
    be sent as a name. The pointer then leads to the object around it, and the sentence
    says which of the service's own `names` is nearly the same.
    """
    kind, place = error["type"], [str(step) for step in error["loc"][1:]]
    detail = SENTENCES.get(kind, "this value is not accepted")
    if LIMITS.fullmatch(kind):
        detail = error["msg"]
    if kind == "extra_forbidden" and (near := get_close_matches(place[-1], names, 1)):
        detail = f"{detail}; is {near[0]} meant?"
    if kind in ("extra_forbidden", "json_invalid"):  # of the latter it is a position
        place = place[:-1]
    return {"pointer": "/".join(["#", *place]), "detail": detail}


def own_names(app):
    """Return the names of all fields that the service's description has."""
    schemas = app.openapi().get("components", {}).get("schemas", {})
    return {name for one in schemas.values() for name in one.get("properties", {})}


async def refuse(request, error):
    """422: say what is wrong and where, for the first twenty places."""
    found, names = error.errors(), own_names(request.app)
    errors = [explain(each, names) for each in found[:20]]
    detail = "{pointer}: {detail}".format(**errors[0])
    return problem(422, detail, errors=errors, count=len(found))


async def pass_on(request, error):
    """404, 405 and whatever an endpoint raises; 413 where the body came in pieces."""
    return problem(error.status_code, error.detail, error.headers)


async def fail(request, error):
    """500: tell nothing; what went wrong is in the log."""
    return problem(500, "Something went wrong here, and not in your request.")


HANDLERS = {RequestValidationError: refuse, HTTPException: pass_on, Exception: fail}


class OneShape:
    """Turn each 413 into a problem, also where the limit itself has answered.

    Written as plain ASGI, since that answer comes from outside of all handlers, as a
    plain text. The limit belongs on a router, `APIRouter(max_body_size=…)`: that of the
    whole app stands further out than any middleware.
    """

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        replaced = False

        async def send_or_replace(message):
            nonlocal replaced
            if message["type"] == "http.response.start" and message["status"] == 413:
                replaced = True
                await problem(413, TOO_LARGE)(scope, receive, send)
            elif not replaced:
                await send(message)

        await self.app(scope, receive, send_or_replace)
