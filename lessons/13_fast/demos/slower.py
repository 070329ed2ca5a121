"""Three changes that are meant to make the article's server quicker.

HOW=async: `async def`, which is said to be quick. HOW=jobs: `n_jobs=-1`, all cores for
one row. THREADS: how many of FastAPI's threads there are, by itself 40.
"""

import os
from contextlib import asynccontextmanager
from typing import Annotated

import anyio.to_thread
from fastapi import Body, FastAPI

from demos.article import model

HOW = os.environ.get("HOW")


@asynccontextmanager
async def lifespan(app):
    limiter = anyio.to_thread.current_default_thread_limiter()
    limiter.total_tokens = int(os.environ.get("THREADS", 40))
    yield


Row = Annotated[list[float], Body(embed=True)]
app = FastAPI(lifespan=lifespan)
if HOW == "jobs":
    model.set_params(n_jobs=-1)


def sync(data: Row):
    return {"prediction": int(model.predict([data])[0])}


async def not_sync(data: Row):
    return {"prediction": int(model.predict([data])[0])}


app.post("/predict")(not_sync if HOW == "async" else sync)


@app.get("/health")
async def health():
    return {"status": "ok"}
