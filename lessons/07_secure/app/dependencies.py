"""What endpoints are given: what the lifespan has put into each request's state."""

from typing import Annotated

from fastapi import Depends, HTTPException, Request, Security

from app.audit import Audit
from app.config import SettingsError
from app.limits import Guesses, Places, Rate
from app.logs import LOG, writable
from app.model import FraudModel
from app.security import KeyFileError, KeyStore, StoredKey, known_client


def made_from(settings):
    """Return what each request finds in its state; raises where something is missing.

    It begins the log, or nothing starts: there is no decision without a line about it.
    """
    model, keys = FraudModel(settings.signed_by), KeyStore(settings.keys_file)
    signature = "checked" if settings.signed_by else "NOT CHECKED: SIGNED_BY is not set"
    states = [key.state() for key in keys.read()]
    facts = {"model": model.label(), "signature": signature}
    try:
        LOG.info("started", keys={s: states.count(s) for s in {*states}}, **facts)
    except OSError as error:
        raise SettingsError(f"Not started: the log: {error.strerror}.") from None
    return {
        "model": model,
        "keys": keys,
        "audit": Audit(settings.audit_secret),
        "rate": Rate(settings.rate_limit),
        "guesses": Guesses(settings.guess_limit),
        "places": Places(settings.at_once),
        "body_seconds": settings.body_seconds,
    }


async def the_model(request: Request):
    return request.state.model


async def the_audit(request: Request):
    return request.state.audit


async def the_keys(request: Request):
    return request.state.keys


async def a_place(request: Request):
    """One of the places for working, until the endpoint has returned, or 503."""
    with request.state.places.one():
        yield


def nothing_wrong(request: Request):
    """503 where no decision could be given: nobody could be let in, or written down."""
    try:
        request.state.keys.read()
    except KeyFileError:
        raise HTTPException(503, "The keys cannot be read.") from None
    if not writable():
        raise HTTPException(503, "The log cannot be written, so nothing is decided.")


TheModel = Annotated[FraudModel, Depends(the_model)]
TheAudit = Annotated[Audit, Depends(the_audit)]
TheKeys = Annotated[KeyStore, Depends(the_keys)]
TheClient = Annotated[StoredKey, Security(known_client)]
A_PLACE = Depends(a_place, scope="function")
NOTHING_WRONG = Depends(nothing_wrong)
