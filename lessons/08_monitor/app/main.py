"""A spam filter that can be watched. Start it: python -m uvicorn app.main:app"""

import sqlite3
from contextlib import asynccontextmanager

from fastapi_offline import FastAPIOffline

from app import pages, routes
from app.config import Settings
from app.errors import HANDLERS, REFUSALS, OneShape
from app.logs import RequestId, RequestLog, open_logs
from app.middleware import BodyInTime, Counted
from app.model import SpamFilter
from app.store import Store


@asynccontextmanager
async def lifespan(app):
    """Open what is needed before the first request; endpoints find it in the state."""
    settings = Settings()
    open_logs(settings.log)
    store = Store(settings.store, settings.keep_days)
    yield {"filter": SpamFilter(store), "body_seconds": settings.body_seconds}


def create_app():
    """Return the service: what a request passes, from the inside out."""
    app = FastAPIOffline(  # FastAPI whose /docs needs no other host
        title="Spam API",
        lifespan=lifespan,
        exception_handlers=HANDLERS | {sqlite3.Error: routes.cannot_remember},
        responses=REFUSALS,
        # /live/ is not /live: a redirect would repeat the request in its address.
        redirect_slashes=False,
    )
    app.add_middleware(BodyInTime)
    app.add_middleware(OneShape)
    app.add_middleware(RequestLog)
    app.add_middleware(RequestId)
    app.add_middleware(Counted)
    app.include_router(routes.router)
    app.include_router(pages.router)
    return app


app = create_app()
