"""A server that misbehaves on purpose, to try a client on: never for real use."""

import asyncio
import time
from collections import defaultdict

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse

app = FastAPI()
asked = defaultdict(list)  # when each trouble was asked for, in seconds


@app.middleware("http")
async def remember(request: Request, call_next):
    asked[request.url.path.split("/")[1]].append(time.monotonic())
    return await call_next(request)


@app.get("/health")
def health():
    return {"status": "ok", "asked": asked}


@app.post("/slow/predict")
async def slow():
    """Answer, but only after three seconds."""
    await asyncio.sleep(3)
    return {"prediction": "setosa"}


@app.post("/busy/predict")
def busy(response: Response):
    """Refuse two requests of three: 503, come back later."""
    if len(asked["busy"]) % 3:
        response.status_code = 503
        return {"detail": "busy"}
    return {"prediction": "setosa"}


@app.post("/closed/predict")
def closed(response: Response):
    """Refuse, and ask to come back in an hour."""
    response.status_code = 503
    response.headers["Retry-After"] = "3600"
    return {"detail": "closed"}


@app.post("/unclear/predict")
def unclear(response: Response):
    """Refuse, and say in no way that a program understands when to come back."""
    response.status_code = 503
    response.headers["Retry-After"] = "after lunch"
    return {"detail": "closed"}


@app.post("/broken/predict")
def broken():
    """Crash, as a service with a fault in it does: 500."""
    raise RuntimeError("a fault in the service")


@app.post("/login/predict")
def login():
    """Answer with a page for people, as a hotel's network does before the login."""
    return HTMLResponse("<h1>Welcome! Please log in.</h1>")


@app.post("/empty/predict")
def empty():
    """Answer 200, and nothing else."""
    return Response()
