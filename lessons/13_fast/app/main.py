"""A quick service: python -m uvicorn app.main:app

Quicker, with uvicorn's parser and loop in C: --http app.protocol:Quick --loop uvloop
"""

import gc
from contextlib import asynccontextmanager

from fastapi_offline import FastAPIOffline

from app.config import Settings
from app.errors import HANDLERS, REFUSALS, OneShape
from app.fastpath import FastPath
from app.model import QuickModel
from app.routes import many, router
from app.schemas import PASSPORT


@asynccontextmanager
async def lifespan(app):
    """Load the model before the first request; endpoints find it in request.state."""
    settings = Settings()
    model = QuickModel(PASSPORT, settings.engine, settings.batch)
    if settings.freeze:
        # A search for garbage stops everything. What lives as long as the process, some
        # hundred thousand objects, need not be looked at each time.
        gc.collect()
        gc.freeze()
    yield {"model": model}


def create_app():
    """Return the service: what a request passes, from the inside out."""
    app = FastAPIOffline(  # FastAPI whose /docs needs no other host
        title="Quick API",
        description=PASSPORT["trained_on"],
        lifespan=lifespan,
        exception_handlers=HANDLERS,
        responses=REFUSALS,
        # /health/ is not /health: a redirect would repeat the request in its address.
        redirect_slashes=False,
    )
    app.add_middleware(OneShape)
    app.include_router(router)
    app.include_router(many)
    return FastPath(app) if Settings().fast_path else app


app = create_app()
