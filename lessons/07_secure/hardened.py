"""An app that is closed, polite and silent, before it has any endpoint."""

from fastapi import FastAPI
from gate import gate
from one_shape import too_large_as_problem
from outside import outside
from problem_schema import REFUSALS
from problems import HANDLERS
from refusing import fail

LARGEST = 64_000  # bytes: a hundred payments take less than half of it


def hardened_api(**settings):
    """Return a FastAPI app; takes what FastAPI takes."""
    app = FastAPI(
        docs_url=None,  # they come back in pages.py, behind a key
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,  # a redirect repeats the Host that was sent
        exception_handlers=HANDLERS | {Exception: fail},
        responses=REFUSALS,
        max_body_size=LARGEST,
        **settings,
    )
    # From the outside in: headers and journal, the key, one shape for 413, FastAPI.
    build = app.build_middleware_stack
    app.build_middleware_stack = lambda: outside(gate(too_large_as_problem(build())))
    return app
