"""What watchers are told: programs by /live, /ready, /metrics, people by a dashboard.

The dashboard is three files, from a fixed list. Their links are relative.
"""

import sqlite3
from contextlib import suppress
from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse

from app.logs import writable
from app.metrics import FULL
from app.schemas import Live, Ready
from app.workers import told

FOLDER = Path(__file__).with_name("dashboard")
TEXT = "text/plain; version=0.0.4; charset=utf-8"  # as Prometheus knows it
UNWRITTEN = "ready, but the log is not written"

router = APIRouter()


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


def page(name):
    """Return an endpoint that sends this file."""

    def send():
        return FileResponse(FOLDER / name)

    return send


router.get("/dashboard", include_in_schema=False)(page("index.html"))
for name in ("dashboard.js", "chart.js"):
    router.get(f"/dashboard/{name}", include_in_schema=False)(page(name))
