"""A fraud API. First python keys.py init, then python -m uvicorn app.main:app"""

from contextlib import asynccontextmanager

from fastapi import FastAPI
from secure.middleware import SecureASGIMiddleware

from app.config import read_settings
from app.dependencies import made_from
from app.errors import HANDLERS, REFUSALS, OneShape
from app.limits import BodyInTime, Gate
from app.logs import RequestId, RequestLog, open_logs
from app.pages import HEADERS, pages
from app.routes import admin, decisions, health

OPEN = {"/health"}  # for whoever watches over the service


@asynccontextmanager
async def lifespan(app):
    """Make what requests need, once. What is missing stops the start."""
    settings = read_settings()
    open_logs(settings.log_file)
    yield made_from(settings)


def create_app():
    """Return the service, closed but for OPEN."""
    app = FastAPI(
        title="Fraud API",
        lifespan=lifespan,
        exception_handlers=HANDLERS,
        responses=REFUSALS,
        docs_url=None,  # they come back in pages.py, behind a key
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,  # a redirect repeats the Host that was sent
    )
    for router in (health, decisions, admin, pages):
        app.include_router(router)
    # From the inside out: each one sees what those above it answer.
    app.add_middleware(OneShape)
    app.add_middleware(BodyInTime)
    app.add_middleware(Gate, is_open=OPEN.__contains__)
    app.add_middleware(RequestLog, strangers=60)
    app.add_middleware(RequestId)
    app.add_middleware(SecureASGIMiddleware, secure=HEADERS, multi_ok=())
    return app


app = create_app()
