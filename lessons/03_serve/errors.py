"""How the service says no."""

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse


async def refuse(request: Request, error: RequestValidationError):
    """Answer 422 and say what is wrong where, without repeating the input.

    FastAPI's own answer repeats it, and fails itself if there is a NaN in it.
    """
    detail = [{key: e[key] for key in ("loc", "msg", "type")} for e in error.errors()]
    return JSONResponse({"detail": detail}, status_code=422)
