"""Logs: JSON lines, one for each request, all of them with the request's id.

In main.py, after all other middlewares, add `RequestLog` and then `RequestId`: what is
added later stands further out. `open_logs()` in the lifespan.

A line holds nothing that was sent: the route as the code has it and not the path, a
method only if it is one of HTTP's, an address only if it is one.
"""

import contextlib
import ipaddress
import logging
import math
import os
import threading
import time
import traceback
import uuid
from collections import OrderedDict
from http import HTTPMethod
from pathlib import Path

import structlog
from asgi_correlation_id import CorrelationIdMiddleware, correlation_id
from starlette.datastructures import MutableHeaders

from app.errors import problem

LOG = structlog.get_logger()  # raises OSError where a line cannot be written
FAILED = "Something went wrong here, and not in your request. Please tell us its id."
REMEMBERED = 10_000  # ids


class Lines:
    """Writes line by line and keeps nothing back: what fails now is not there later."""

    def __init__(self):
        self.number, self.lock = 1, threading.Lock()  # 1 is standard output
        self.failing, self.tried, self.torn = None, 0.0, False

    def write(self, line):
        """Write a line; raises OSError when the disk is full, say."""
        with self.lock:
            self.failing, self.tried = None, time.monotonic()
            data = b"\n" * self.torn + line.encode() + b"\n"
            try:
                while data:
                    data = data[os.write(self.number, data) :]
                    self.torn = bool(data)
            except OSError as error:
                self.failing = error
                raise

    info = warning = error = write  # the names that structlog calls


OUT = Lines()


def open_logs(file=None):
    """Write to a file, or to standard output. Silence those who quote requests."""
    mode = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    OUT.number = os.open(file, mode, 0o600) if file else 1
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,  # the request's id
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=lambda *names: OUT,
    )
    for name in ("uvicorn.access", "asgi_correlation_id"):
        logging.getLogger(name).disabled = True


def note(event, level=logging.INFO, **facts):
    """Write a line where that is possible: no answer fails for want of a line."""
    with contextlib.suppress(OSError):
        LOG.log(level, event, **facts)


def incident(error):
    """Write down the kind of an exception and where, not its message: it may quote."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    places = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
    note("incident", logging.ERROR, error=type(error).__name__, at=places)


def writable():
    """Whether lines can be written: asked of the disk, at most once a second."""
    if time.monotonic() - OUT.tried > 1:
        note("log checked")
    return OUT.failing is None


def address_of(scope):
    """Return the address of who asks; a proxy may have passed on any text for it."""
    try:
        return str(ipaddress.ip_address((scope.get("client") or [""])[0]))
    except ValueError:
        return "unknown"


def route_of(scope):
    """Return the route as it stands in the code, or "none"."""
    context = scope.get("fastapi", {}).get("effective_route_context")
    return getattr(context or scope.get("route"), "path", None) or "none"


class RequestId(CorrelationIdMiddleware):
    """An id for each request: the one that was sent, if it is a fresh UUID, or ours.

    An id that was used before would give two requests one name. Only the last ones, of
    this process, are remembered: who keeps something under an id checks once more.
    """

    def __init__(self, app, header_name="X-Request-Id"):
        self.used = OrderedDict()
        rules = {"validator": self.is_fresh, "transformer": self.remember}
        super().__init__(app, header_name, generator=lambda: uuid.uuid4().hex, **rules)

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            headers = MutableHeaders(scope=scope)
            if len(headers.getlist(self.header_name)) > 1:  # which of them is meant?
                del headers[self.header_name]
        await super().__call__(scope, receive, send)

    def is_fresh(self, text):
        with contextlib.suppress(ValueError):
            return str(uuid.UUID(text)) not in self.used
        return False

    def remember(self, text):
        self.used[number := str(uuid.UUID(text))] = True
        if len(self.used) > REMEMBERED:
            self.used.popitem(last=False)
        return number


class RequestLog:
    """One line for each request, and a 500 that tells nothing but the id.

    Plain ASGI, to see what is answered outside of all handlers, too. No exception gets
    past it: the framework's answer to one comes from further out, and so without an id,
    and uvicorn would print what the exception quotes.

    At most `strangers` lines in a minute are about requests without a `client` in their
    state, and about 429: who can send a million of them must not fill the disk.
    """

    def __init__(self, app, strangers=math.inf):
        self.app, self.strangers, self.minute, self.written = app, strangers, 0, 0

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        start, status, number = time.perf_counter(), None, correlation_id.get()
        state = scope.setdefault("state", {})
        state["id"] = number

        async def watched(message):
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        with structlog.contextvars.bound_contextvars(id=number):
            try:
                await self.app(scope, receive, watched)
            except Exception as error:
                if state.get("client") or self.has_room():
                    incident(error)
                if status is None:
                    said = problem(500, FAILED, instance=f"urn:uuid:{number}")
                    await said(scope, receive, watched)
            self.line(scope, state.get("client"), status, time.perf_counter() - start)

    def line(self, scope, client, status, seconds):
        """Say what was asked for, by whom, and what became of it."""
        known = scope["method"] in HTTPMethod.__members__
        method = scope["method"] if known else "other"
        facts = {"method": method, "route": route_of(scope), "status": status}
        facts["ms"] = round(1000 * seconds, 1)
        if client is not None:
            facts["client"] = client.name
        if client is None or status == 429:
            facts["address"] = address_of(scope)
        if (client and status != 429) or self.has_room():
            note("request", **facts)

    def has_room(self):
        """Count a line about a stranger; return whether it is to be written."""
        if (minute := time.monotonic() // 60) != self.minute:
            if (more := self.written - self.strangers) > 0:
                note("lines about strangers left out", count=more)
            self.minute, self.written = minute, 0
        self.written += 1
        return self.written <= self.strangers
