"""Around the whole app: an id for each request, a line in the log, and the counts."""

import time

from logs import LOG, incident
from metrics import count
from problems import problem
from request_id import id_of
from starlette.datastructures import MutableHeaders
from structlog.contextvars import bind_contextvars


def observed(app):
    """Wrap an ASGI app, further out than anything that could answer."""

    async def wrapped(scope, receive, send):
        if scope["type"] != "http":
            return await app(scope, receive, send)
        start, status, number = time.perf_counter(), "none", id_of(scope)
        scope.setdefault("state", {})["id"] = number
        bind_contextvars(id=number)

        async def send_more(message):
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = number
            await send(message)

        try:
            await app(scope, receive, send_more)
        except Exception as error:
            incident(error)
            if status == "none":
                await problem(500, "It failed inside.")(scope, receive, send_more)
        route = getattr(scope.get("route"), "path", "none")
        count(route, status, seconds := time.perf_counter() - start)
        LOG.info("request", route=route, status=status, seconds=round(seconds, 4))

    return wrapped
