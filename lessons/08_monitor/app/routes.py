"""The endpoints for clients: a verdict now, and what the message really was, later."""

from asgi_correlation_id import correlation_id
from fastapi import APIRouter, Request
from fastapi.concurrency import run_in_threadpool
from structlog.contextvars import bind_contextvars

from app.errors import problem
from app.logs import incident
from app.schemas import Feedback, Message, Taken, Verdict

# Bytes: 2,000 characters, each of them escaped, are 24,000. The limit is that of a
# router, and not of the app: OneShape in errors.py says why.
router = APIRouter(max_body_size=50_000)


@router.post("/spam")
async def spam(message: Message, request: Request) -> Verdict:
    """Is this message spam? Feedback refers to the answer's X-Request-Id.

    A client may send an id of its own; the answer has it, if it was never sent before.
    """
    judge, number = request.state.filter.judge, request.state.id
    number, verdict = await run_in_threadpool(judge, number, message.text)
    # Another one, if that had been sent to some worker before. Where this function is
    # async, answer and log have it; from a thread they would not.
    correlation_id.set(number)
    bind_contextvars(id=number)
    return verdict


@router.post("/feedback", status_code=202)
def feedback(said: Feedback, request: Request) -> Taken:
    """Say what a message really was, when you know it."""
    request.state.filter.learn_of(said.id, said.label, said.text)
    return {"status": "taken"}


async def cannot_remember(request, error):
    """503: it is not the client's fault, and will pass."""
    incident(error)
    return problem(503, "Nothing can be written down now.", {"Retry-After": "5"})
