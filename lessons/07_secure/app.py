"""The fraud API. First python keys.py init, then python -m uvicorn app:app"""

from contextlib import asynccontextmanager

from deciding import deciding
from hardened import hardened_api
from journal import open_journal
from pages import pages
from schemas import Client, Health
from scopes import needs
from service import Service, TheService
from settings import read_settings


@asynccontextmanager
async def lifespan(app):
    app.state.service = Service(settings := read_settings())
    open_journal(settings.journal_file)
    yield


def create_app():
    app = hardened_api(title="Fraud API", lifespan=lifespan)
    app.include_router(deciding)
    app.include_router(pages)

    @app.get("/health")
    def health(service: TheService) -> Health:
        """The one open door: ready to decide, and by which model."""
        return {"status": "ok", "model": service.ready()}

    @app.get("/admin/keys", dependencies=[needs("admin")])
    def keys(service: TheService) -> list[Client]:
        """Who may ask for what."""
        return service.keys.clients

    return app


app = create_app()
