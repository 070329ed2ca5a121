"""What endpoints are given: what the lifespan has put into each request's state."""

from typing import Annotated

from fastapi import Depends, HTTPException, Request, Security

from app.audit import Audit
from app.logs import writable
from app.model import FraudModel
from app.security import KeyFileError, KeyStore, StoredKey, known_client


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
