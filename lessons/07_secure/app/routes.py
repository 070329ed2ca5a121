"""The endpoints: decide, and look up what was decided; and what an admin may ask."""

from uuid import UUID

from asgi_correlation_id import correlation_id
from fastapi import APIRouter, HTTPException, Security

from app.dependencies import (
    A_PLACE,
    NOTHING_WRONG,
    TheAudit,
    TheClient,
    TheKeys,
    TheModel,
)
from app.schemas import Client, Decision, Health, Payment, Payments
from app.security import known_client

LARGEST = 64_000  # bytes: a hundred payments take less than half of it

health = APIRouter()  # the one open door
decisions = APIRouter(
    dependencies=[Security(known_client, scopes=["predict"])], max_body_size=LARGEST
)
admin = APIRouter(
    prefix="/admin",
    dependencies=[Security(known_client, scopes=["admin"])],
    max_body_size=0,
)


@health.head("/health", include_in_schema=False)  # as some watchers ask
@health.get("/health", dependencies=[NOTHING_WRONG])
def is_ready(model: TheModel) -> Health:
    """Answer when decisions can be made and written down, and by which model."""
    return {"status": "ok", "model": model.name}


def written_down(audit, client, payments, answers):
    """Return the answers once they are in the audit: what is not there is not given."""
    try:
        audit.record(correlation_id.get(), client.name, payments, answers)
    except OSError:
        text = "The decision cannot be written down, so it is not given."
        raise HTTPException(503, text, {"Retry-After": "60"}) from None
    return answers


@decisions.post("/detect-fraud", dependencies=[A_PLACE])
def detect_fraud(
    payment: Payment, model: TheModel, audit: TheAudit, client: TheClient
) -> Decision:
    """Decide whether somebody reviews a payment. X-Request-Id names the answer."""
    payments = [payment.model_dump()]
    answers = model.decide(payments)
    return written_down(audit, client, payments, answers)[0]


@decisions.post("/detect-fraud-many", dependencies=[A_PLACE])
def detect_fraud_many(
    many: Payments, model: TheModel, audit: TheAudit, client: TheClient
) -> list[Decision]:
    """Decide about 1 to 100 payments, in the order in which they came."""
    payments = [payment.model_dump() for payment in many.payments]
    answers = model.decide(payments)
    return written_down(audit, client, payments, answers)


@decisions.get("/decisions/{number}")
def look_up(number: UUID, audit: TheAudit, client: TheClient) -> list[Decision]:
    """Tell what was answered to one of your own requests, by its X-Request-Id."""
    answers = audit.find(str(number), client.name)
    if answers is None:  # the same for another client's as for one that never was
        raise HTTPException(404, "None of your requests has this id.")
    return answers


@admin.get("/keys")
def keys(keys: TheKeys) -> list[Client]:
    """Tell who may ask for what, and until when."""
    return [client.model_dump() for client in keys.read()]
