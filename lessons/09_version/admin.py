"""The endpoints for those who look after the models."""

import os
from datetime import UTC, datetime

from admin_schemas import State, Wish
from fastapi import APIRouter, HTTPException, Request, Security
from fastapi.security import APIKeyHeader
from moving import move
from promoting import NotMoved
from registry import versions

# admin_gate.py has read the key already; this tells /docs about it.
KEY = Security(APIKeyHeader(name="X-API-Key", auto_error=False))
PROCESS = {"id": os.getpid(), "started": datetime.now(UTC).isoformat("T", "seconds")}
admin = APIRouter(prefix="/admin", dependencies=[KEY])


@admin.get("/versions")
def state(request: Request) -> State:
    """What there is, and since when this process has been running."""
    shelf = request.app.state.shelf
    facts = {"process": PROCESS, "labels": shelf.labels, "refused": dict(shelf.refused)}
    facts["published"] = versions(shelf.registry)
    return facts | {"loaded": sorted(shelf.now.loaded)}


@admin.post("/labels")
def labels(wish: Wish, request: Request) -> Wish:
    """Let a label mean another version, without a restart."""
    try:
        move(request.app.state.shelf, **wish.model_dump())
    except NotMoved as error:
        raise HTTPException(error.status, str(error)) from None
    return wish
