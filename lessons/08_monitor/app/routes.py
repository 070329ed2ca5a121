"""The endpoints: for clients, /spam and /feedback; for watchers, the others."""

import sqlite3
from contextlib import suppress

from asgi_correlation_id import correlation_id
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from structlog.contextvars import bind_contextvars

from app.errors import problem
from app.logs import incident, writable
from app.metrics import FULL
from app.schemas import Feedback, Live, Message, Ready, Taken, Verdict
from app.workers import told

TEXT = "text/plain; version=0.0.4; charset=utf-8"  # as Prometheus knows it
UNWRITTEN = "ready, but the log is not written"

# The limit is that of a router, and not of the app: OneShape in errors.py says why.
router = APIRouter(max_body_size=500_000)


@router.post("/spam")
async def spam(message: Message, request: Request) -> Verdict:
    """Is this message spam? Feedback refers to the answer's X-Request-Id."""
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


@router.head("/live", include_in_schema=False)  # as some watchers ask
@router.get("/live")
def live() -> Live:
    """Where this does not answer, start the service again."""
    return {"status": "live"}


@router.head("/health", include_in_schema=False)
@router.get("/health", include_in_schema=False)  # its name where nobody asks /live
@router.head("/ready", include_in_schema=False)
@router.get("/ready")
def ready(request: Request) -> Ready:
    """Where this says 503, send the messages elsewhere for a while."""
    model = request.state.filter.ready()
    return {"status": "ready" if writable() else UNWRITTEN, "model": model}


@router.head("/metrics", include_in_schema=False)
@router.get("/metrics", include_in_schema=False)
def metrics(request: Request):
    """Tell Prometheus everything that was counted."""
    with suppress(sqlite3.Error):  # the other metrics are told all the same
        request.state.filter.look_for_drift()
    FULL.set(not writable())
    return Response(told(), media_type=TEXT)


async def cannot_remember(request, error):
    """503: it is not the client's fault, and will pass."""
    incident(error)
    return problem(503, "Nothing can be written down now.", {"Retry-After": "5"})
