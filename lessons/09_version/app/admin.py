"""The endpoints for those who look after the models: what is there, and who answers."""

import os
from datetime import UTC, datetime

from fastapi import APIRouter, HTTPException, Request, Security

from app.promotion import NotMoved
from app.registry import published
from app.schemas import State, Wish
from app.security import known_client

# This process: it stays the same while models come and go.
PROCESS = {"id": os.getpid(), "started": datetime.now(UTC).isoformat("T", "seconds")}
# Asked of every endpoint below.
ADMIN = Security(known_client, scopes=["admin"])
admin = APIRouter(prefix="/admin", dependencies=[ADMIN], max_body_size=10_000)


@admin.get("/versions")
def state(request: Request) -> State:
    """What there is, and since when this process has been running."""
    versions = request.state.versions
    return {
        "process": PROCESS,
        "labels": versions.labels,
        "published": published(versions.registry),
        "loaded": sorted(versions.now.loaded),
        "refused": dict(versions.refused),
    }


@admin.post("/labels")
def labels(wish: Wish, request: Request) -> Wish:
    """Let a label mean another version, without a restart."""
    try:
        request.state.versions.move(**wish.model_dump())
    except NotMoved as error:
        raise HTTPException(error.status, str(error)) from None
    return wish
