"""The sentiment of short reviews behind an API: python -m uvicorn app.main:app"""

from contextlib import asynccontextmanager

from fastapi_offline import FastAPIOffline

from app.errors import HANDLERS, REFUSALS, OneShape
from app.model import SentimentModel
from app.routes import router


@asynccontextmanager
async def lifespan(app):
    """Load the model before the first request; endpoints find it in request.state."""
    yield {"model": SentimentModel()}


def create_app():
    """Return the service. The model is loaded when it starts, and not before."""
    app = FastAPIOffline(  # FastAPI whose /docs needs no other host
        title="Sentiment API",
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
