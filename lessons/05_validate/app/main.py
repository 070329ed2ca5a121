"""A tumour classifier behind an API. Start it: python -m uvicorn app.main:app"""

from contextlib import asynccontextmanager

from fastapi_offline import FastAPIOffline

from app.errors import HANDLERS, REFUSALS, OneShape
from app.model import TumourModel
from app.routes import NOTICE, router
from app.schemas import PASSPORT


@asynccontextmanager
async def lifespan(app):
    """Load the model before the first request; endpoints find it in request.state."""
    yield {"model": TumourModel(PASSPORT)}


def create_app():
    """Return the service; without a passport there is none, as no field has a name."""
    app = FastAPIOffline(  # FastAPI whose /docs needs no other host
        title="Tumour API",
        description=NOTICE,
        lifespan=lifespan,
        exception_handlers=HANDLERS,
        responses=REFUSALS,
        # /health/ is not /health: a redirect would repeat the request in its address.
        redirect_slashes=False,
    )
    app.add_middleware(OneShape)
    app.include_router(router)
    return app


app = create_app()
