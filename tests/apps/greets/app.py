"""Says who it is, where it runs and what it was told; plain ASGI, to start fast."""

import asyncio
import json
import os

greeting = "hello"


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive()
        print("✓ opened", flush=True)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        print("closed", flush=True)
        await send({"type": "lifespan.shutdown.complete"})
        return
    if scope["path"] == "/fails":
        raise ValueError("asked to fail")
    answer = {
        "greeting": greeting,
        "pid": os.getpid(),
        "folder": os.getcwd(),
        "model_dir": os.environ.get("MODEL_DIR"),
        "path": scope["path"],
    }
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    if scope["path"] == "/slow":
        await send({"type": "http.response.body", "body": b"[", "more_body": True})
        await asyncio.sleep(3600)
    await send({"type": "http.response.body", "body": json.dumps(answer).encode()})
