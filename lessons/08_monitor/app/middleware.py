"""Around the whole app: each answer is counted, and no body is waited for too long."""

import asyncio
import time

from starlette.exceptions import HTTPException

from app.logs import route_of
from app.metrics import REQUESTS, SECONDS

CLOSE = {"Connection": "close"}  # the body is not read: no more on this connection


class Counted:
    """Count answers, and the seconds until then, by route and status.

    Plain ASGI, since refusals and failures count as well: add it last, outermost. The
    router writes the route into the same `scope`, so it can be read afterwards.
    """

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        start, status = time.perf_counter(), "none"

        async def note(message):
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self.app(scope, receive, note)
        finally:
            # As it stands in the code: of routes there are few, of addresses no end.
            route = route_of(scope)
            REQUESTS.labels(route, status).inc()
            SECONDS.labels(route).observe(time.perf_counter() - start)


class BodyInTime:
    """408 for who sends a body drop by drop: the whole of it has to be there in time.

    The state's `body_seconds`, or `seconds`. What fails is the reading of the body,
    inside of the endpoint, so it becomes an answer as any HTTPException does.
    """

    def __init__(self, app, seconds=10.0):
        self.app, self.seconds = app, seconds

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        seconds = scope.get("state", {}).get("body_seconds", self.seconds)
        end, complete = asyncio.get_running_loop().time() + seconds, False

        async def impatient():
            nonlocal complete
            if complete:
                return await receive()  # what comes now is the end of the connection
            try:
                async with asyncio.timeout_at(end):
                    message = await receive()
            except TimeoutError:
                text = f"The body did not arrive within {seconds:g} s."
                raise HTTPException(408, text, CLOSE) from None
            complete = not message.get("more_body")
            return message

        await self.app(scope, impatient, send)
