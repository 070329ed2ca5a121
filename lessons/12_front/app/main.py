"""Handwritten digits behind an API. Start it: python -m uvicorn app.main:app

With the gateway in front: python -m gateway
"""

import asyncio
from contextlib import asynccontextmanager

from fastapi_offline import FastAPIOffline
from starlette.middleware.cors import CORSMiddleware

from app import pages, routes
from app.config import Settings
from app.dependencies import AT_ONCE
from app.errors import HANDLERS, REFUSALS, OneShape
from app.logs import RequestId, RequestLog, open_logs
from app.model import DigitModel


@asynccontextmanager
async def lifespan(app):
    """Load the model before the first request; endpoints find it in the state."""
    open_logs()
    yield {"model": DigitModel(), "places": asyncio.Semaphore(AT_ONCE)}


def create_app():
    """Return the service: what a request passes, from the inside out."""
    app = FastAPIOffline(  # FastAPI whose /docs needs no other host
        title="Digits API",
        description="Learnt from the handwritten digits that scikit-learn brings.",
        lifespan=lifespan,
        exception_handlers=HANDLERS,
        responses=REFUSALS,
        # /health/ is not /health: a redirect would repeat the request in its address.
        redirect_slashes=False,
    )
    app.add_middleware(OneShape)
    if origins := Settings().allowed_origins:
        # Which pages of other origins may read an answer is for browsers to enforce.
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["GET", "POST"],
            expose_headers=["X-Request-Id"],
            max_age=600,
        )
    app.add_middleware(RequestLog)
    app.add_middleware(RequestId)
    app.include_router(routes.router)
    app.include_router(pages.router)
    return app


app = create_app()
