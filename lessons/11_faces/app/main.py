"""A faces API. First python keys.py init, then python -m uvicorn app.main:app"""

import asyncio
import contextlib
import sqlite3
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from secure.middleware import SecureASGIMiddleware
from starlette.routing import compile_path

from app.config import read_settings
from app.embedding import embedder
from app.errors import HANDLERS, REFUSALS, OneShape, problem
from app.limits import BodyInTime, Gate, Guesses, Rate
from app.logs import RequestId, RequestLog, incident, note, open_logs
from app.model import Recogniser
from app.pages import HEADERS, pages
from app.routes import admin, enrolment, health, looking
from app.security import KeyStore, path_in
from app.store import Store

OPEN = {"/health"}
MINUTE = 60


async def sweeping(store):
    """Forget those whose time is over, once a minute."""
    while True:
        try:
            if count := await asyncio.to_thread(store.sweep):
                note("swept", people=count)
        except sqlite3.Error as error:
            incident(error)
        await asyncio.sleep(MINUTE)


async def unstored(request, error):
    """503: the disk is full, say, or another process writes for too long."""
    incident(error)
    text = "People cannot be read or stored at the moment: come back in a second."
    return problem(503, text, {"Retry-After": "1"})


@asynccontextmanager
async def lifespan(app):
    """Make what requests need, once. What is missing stops the start."""
    settings = read_settings()
    open_logs(settings.log_file)
    chosen = embedder(settings.embedder)
    file, key = settings.store_file, settings.key()
    store = Store(file, key, chosen.name, settings.keep_days)
    sweeper = asyncio.create_task(sweeping(store))
    yield {
        "store": store,
        "recogniser": Recogniser(chosen, store),
        "keys": KeyStore(settings.keys_file),
        "rate": Rate(settings.rate_limit),
        "guesses": Guesses(settings.guess_limit),
        "places": asyncio.Semaphore(settings.at_once),
        "body_seconds": settings.body_seconds,
    }
    sweeper.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await sweeper


async def not_allowed(request, error):
    """405 with all methods of the path; the router names those of its first route."""
    path, methods = path_in(request.scope), set()
    for route in iter_route_contexts(request.app.routes):
        if compile_path(route.path)[0].match(path):
            methods |= route.methods
    return problem(405, error.detail, {"Allow": ", ".join(sorted(methods))})


OWN_HANDLERS = {sqlite3.OperationalError: unstored, 405: not_allowed}


def create_app():
    """Return the service, closed but for OPEN."""
    app = FastAPI(
        title="Faces API",
        description="Learnt from faces that a program has drawn, unless EMBEDDER=dlib.",
        lifespan=lifespan,
        exception_handlers=HANDLERS | OWN_HANDLERS,
        responses=REFUSALS,
        docs_url=None,  # they come back in pages.py, behind a key
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    for router in (health, looking, enrolment, admin, pages):
        app.include_router(router)
    app.add_middleware(OneShape)
    app.add_middleware(BodyInTime)
    app.add_middleware(Gate, is_open=OPEN.__contains__)
    app.add_middleware(RequestLog, strangers=60)
    app.add_middleware(RequestId)
    app.add_middleware(SecureASGIMiddleware, secure=HEADERS, multi_ok=())
    return app


app = create_app()
