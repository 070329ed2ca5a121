"""Every refusal in one shape, problem+json (RFC 9457), and none repeats a value."""

from http import HTTPStatus

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from wording import explain

KIND = "application/problem+json"
# Python before 3.13 has older names for these two.
TITLES = {413: "Content Too Large", 422: "Unprocessable Content"}


def problem(status, detail, headers=None, **more):
    """A response that says no: `detail` is one sentence, `more` are further members."""
    title = TITLES.get(status) or HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JSONResponse(body | more, status, headers, media_type=KIND)


async def refuse(request, error):
    """422: say what is wrong and where, for the first twenty places."""
    found = error.errors()
    errors = [explain(each) for each in found[:20]]
    detail = "{pointer}: {detail}".format(**errors[0])
    return problem(422, detail, errors=errors, count=len(found))


async def pass_on(request, error):
    """404, 405, 413 and whatever an endpoint raises."""
    return problem(error.status_code, error.detail, error.headers)


async def fail(request, error):
    """500: tell nothing; what went wrong is in the log."""
    return problem(500, "Something went wrong here, and not in your request.")


HANDLERS = {RequestValidationError: refuse, HTTPException: pass_on, Exception: fail}
