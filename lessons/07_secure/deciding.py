"""The endpoints for clients: decide, and look up what was decided."""

from uuid import UUID

from fastapi import APIRouter, HTTPException, Request
from payment import Payment
from schemas import Decision, Payments
from scopes import needs
from service import TheService

deciding = APIRouter(dependencies=[needs("predict")])


@deciding.post("/detect-fraud")
def detect_fraud(payment: Payment, request: Request, service: TheService) -> Decision:
    """Decide whether somebody reviews a payment. X-Request-Id names the answer."""
    return service.decide(request, [payment])[0]


@deciding.post("/detect-fraud-many")
def detect_fraud_many(
    many: Payments, request: Request, service: TheService
) -> list[Decision]:
    """Decide about 1 to 100 payments, in the order in which they came."""
    return service.decide(request, many.payments)


@deciding.get("/decisions/{number}")
def decisions(number: UUID, request: Request, service: TheService) -> list[Decision]:
    """What was answered to one of your own requests, by its X-Request-Id."""
    answers = service.audit.find(str(number), request.state.client["name"])
    if answers is None:  # the same for another client's as for one that never was
        raise HTTPException(404, "None of your requests has this id.")
    return answers
