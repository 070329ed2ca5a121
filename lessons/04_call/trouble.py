"""A server that misbehaves on purpose, to try a client on: never for real use."""

import asyncio
from collections import Counter

from fastapi import FastAPI, Response

app = FastAPI()
seen = Counter()  # how many requests each path has had


@app.get("/health")
def health():
    return {"status": "ok", "seen": seen}


@app.post("/slow/predict")
async def slow():
    """Answer, but only after three seconds."""
    seen["slow"] += 1
    await asyncio.sleep(3)
    return {"prediction": "setosa"}


@app.post("/busy/predict")
def busy(response: Response):
    """Refuse two requests of three: 503, come back later."""
    seen["busy"] += 1
    if seen["busy"] % 3:
        response.status_code = 503
        return {"detail": "busy"}
    return {"prediction": "setosa"}


@app.post("/broken/predict")
def broken():
    """Crash, as a service with a fault in it does: 500."""
    seen["broken"] += 1
    raise RuntimeError("a fault in the service")
