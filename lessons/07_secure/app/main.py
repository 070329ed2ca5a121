"""A fraud API. First python keys.py init, then python -m uvicorn app.main:app"""

from contextlib import asynccontextmanager

from fastapi import FastAPI
from secure.middleware import SecureASGIMiddleware

from app.admin import admin
from app.audit import Audit
from app.config import SettingsError, read_settings
from app.errors import HANDLERS, REFUSALS, OneShape
from app.limits import BodyInTime, Gate, Guesses, Places, Rate
from app.logs import LOG, RequestId, RequestLog, open_logs
from app.model import FraudModel
from app.pages import HEADERS, pages
from app.routes import decisions, health
from app.security import KeyStore

OPEN = {"/health"}  # for whoever watches over the service


@asynccontextmanager
async def lifespan(app):
    """Make what requests need; each finds it in its state. What is missing stops us."""
    settings = read_settings()
    open_logs(settings.log_file)
    model, keys = FraudModel(settings.signed_by), KeyStore(settings.keys_file)
    signature = "checked" if settings.signed_by else "NOT CHECKED: SIGNED_BY is not set"
    state = [key.state() for key in keys.read()]
    facts = {
        "model": "{name} {version}".format(**model.name),
        "signature": signature,
        "keys": {kind: state.count(kind) for kind in sorted(set(state))},
    }
    try:  # there is no decision without a line about it, so there is no start
        LOG.info("started", **facts)
    except OSError as error:
        raise SettingsError(f"Not started: the log: {error.strerror}.") from None
    yield {
        "model": model,
        "keys": keys,
        "audit": Audit(settings.audit_secret),
        "rate": Rate(settings.rate_limit),
        "guesses": Guesses(settings.guess_limit),
        "places": Places(settings.at_once),
        "body_seconds": settings.body_seconds,
    }


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
