"""Recommendations from a registry of models. Start: python -m uvicorn app.main:app"""

from contextlib import asynccontextmanager

from fastapi_offline import FastAPIOffline

from app.admin import admin
from app.config import read_settings
from app.errors import HANDLERS, REFUSALS, OneShape
from app.limits import Gate, Guesses
from app.logs import RequestId, RequestLog, open_logs
from app.registry import REGISTRY
from app.routes import router
from app.security import KeyStore
from app.versions import Versions, following


class AdminKeys(KeyStore):
    """The keys of the admins; while there is no file, there is no admin."""

    def read(self):
        return super().read() if self.file.exists() else []


def is_open(path):
    """Whether a path needs no key: all but what moves labels and tells of them."""
    return not path.startswith("/admin")


def create_app(registry=REGISTRY):
    """Return the service for a registry, a folder of published versions."""

    @asynccontextmanager
    async def lifespan(app):
        settings = read_settings()
        open_logs(settings.log_file)
        versions = Versions(registry, settings.policy)
        keys, guesses = AdminKeys(settings.keys_file), Guesses(settings.guesses)
        with following(versions):
            yield {"versions": versions, "keys": keys, "guesses": guesses}

    app = FastAPIOffline(  # FastAPI whose /docs needs no other host
        title="Recommendations API",
        lifespan=lifespan,
        exception_handlers=HANDLERS,
        responses=REFUSALS,
        # /health/ is not /health: a redirect would repeat the request in its address.
        redirect_slashes=False,
    )
    # Who is added later stands further out.
    app.add_middleware(OneShape)
    app.add_middleware(Gate, is_open=is_open, bodies=True)
    app.add_middleware(RequestLog)
    app.add_middleware(RequestId)
    app.include_router(router)
    app.include_router(admin)
    return app


app = create_app()
