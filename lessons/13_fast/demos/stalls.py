"""A server that is quick, and stands still for half a second out of two."""

import asyncio
import time
from contextlib import asynccontextmanager


async def stand_still():
    while True:
        await asyncio.sleep(1.5)
        time.sleep(0.5)  # all of it waits: this is not asyncio's


@asynccontextmanager
async def lifespan(app):
    task = asyncio.create_task(stand_still())
    yield
    task.cancel()


async def answer(scope, receive, send):
    """Answer everybody with the same."""
    await receive()
    headers = [(b"content-length", b"2"), (b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"{}"})


class App:
    """ASGI's two kinds of conversation: the life of the server, and requests."""

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            return await answer(scope, receive, send)
        await receive()
        async with lifespan(self):
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})


app = App()
