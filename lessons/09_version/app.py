"""Recommendations from a registry of models. Start it: python -m uvicorn app:app"""

import os
from contextlib import asynccontextmanager

from admin import admin
from admin_gate import admin_gate
from fastapi import Request
from following import following
from journal import open_journal
from one_shape import problem_api
from recommending import recommending
from registry import REGISTRY
from schemas import Health
from shelf import Shelf
from telling import name_of


@asynccontextmanager
async def lifespan(app):
    open_journal(os.environ.get("JOURNAL_FILE"))
    app.state.shelf = Shelf(REGISTRY, os.environ.get("POLICY") or "latest:2")
    with following(app.state.shelf):
        yield


app = problem_api(title="Recommendations API", lifespan=lifespan)
app.include_router(recommending)
app.include_router(admin)
build = app.build_middleware_stack
app.build_middleware_stack = lambda: admin_gate(build())


@app.get("/health")
def health(request: Request) -> Health:
    """Ready, and by which version. It stays ready while models change."""
    now = request.app.state.shelf.now
    return {"status": "ok", "model": name_of(now.champion, now.label)}
