"""Gets ready, and then never lets a request in."""

import asyncio


async def block():
    while True:
        pass


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive()
        app.task = asyncio.create_task(block())
        await send({"type": "lifespan.startup.complete"})
        await receive()
