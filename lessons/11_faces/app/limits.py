"""Limits: how often, how many at once, how long; and a gate before everything.

`Gate` and `BodyInTime` are plain ASGI (a function of scope, receive, send), since they
act before FastAPI does: it reads the whole body before it asks any dependency, and a
path without a route reaches none. They find what they need in the lifespan's state.
"""

import asyncio
import ipaddress
import math
import threading
import time
from contextlib import contextmanager

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.exceptions import HTTPException

from app.errors import problem
from app.logs import address_of
from app.security import NO_KEY, hashed, key_in, path_in, question

CLOSE = {"Connection": "close"}  # the body is not read: no more on this connection


class Rate:
    """So many requests in a time for each name: `Rate("120/minute")`.

    It counts in the memory of this process: two workers allow twice as many.
    """

    def __init__(self, text):
        self.limit = parse(text)
        self.limiter = MovingWindowRateLimiter(MemoryStorage())

    def seconds_to_wait(self, name):
        """Count a request; return 0, or after how many seconds to come back."""
        if self.limiter.hit(self.limit, name):
            return 0
        return self.rest(name)

    def is_used_up(self, name):
        """Whether one more would be too many; counts nothing."""
        return not self.limiter.test(self.limit, name)

    def rest(self, name):
        """Return how many whole seconds to wait, at least one."""
        again = self.limiter.get_window_stats(self.limit, name).reset_time
        return max(1, math.ceil(again - time.time()))


class Guesses:
    """So many wrong keys from one address; then its keys are not even looked at.

    Who was right before is still let in: an honest client must not suffer for a guesser
    behind the same address.
    """

    def __init__(self, text):
        self.rate, self.right = Rate(text), set()

    def seconds_to_wait(self, address, key):
        """Return 0 if this key (bytes) may be looked at, or how long it may not."""
        if hashed(key) in self.right or not self.rate.is_used_up(network(address)):
            return 0
        return self.rate.rest(network(address))

    def was_right(self, key):
        self.right.add(hashed(key))

    def was_wrong(self, address, key):
        self.right.discard(hashed(key))  # it has been revoked, or has ended
        self.rate.seconds_to_wait(network(address))


def network(address):
    """Return what counts as one sender: of IPv6, everybody has 2**64 addresses."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return str(known)
    return str(ipaddress.ip_network((known, 64), strict=False))


class Places:
    """So many at once, and one more is sent away: a queue would let all of them wait.

    In a dependency: `with request.state.places.one(): yield`.
    """

    def __init__(self, count):
        self.free = threading.BoundedSemaphore(count)

    @contextmanager
    def one(self):
        """Take a place for a `with` block; raises 503 when there is none."""
        if not self.free.acquire(blocking=False):
            text = "Too much to do at the moment: come back in a second."
            raise HTTPException(503, text, {"Retry-After": "1"})
        try:
            yield
        finally:
            self.free.release()


def has_body(scope):
    """Whether a request announces a body."""
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"0")
    return length != b"0" or b"transfer-encoding" in headers


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


class Gate:
    """Closed by default: whatever is asked for, the key comes first.

    `is_open` says of a path whether it needs no key; such a door takes no body, unless
    `bodies`. Needs in the state: `keys` (KeyStore), `guesses` (Guesses) and, if clients
    are counted, `rate` (Rate). A client that gets through is in the state as `client`.
    """

    def __init__(self, app, is_open, bodies=False):
        self.app, self.is_open, self.bodies = app, is_open, bodies

    async def __call__(self, scope, receive, send):
        answer = self.app
        if scope["type"] == "websocket":  # there are none here
            return await send({"type": "websocket.close", "code": 1008})
        if scope["type"] == "http":
            answer = self.refuse(scope) or self.app
        await answer(scope, receive, send)

    def refuse(self, scope):
        """Return the response that says no, or None for who may come in."""
        if self.is_open(path_in(scope)):
            if has_body(scope) and not self.bodies:
                return problem(400, "This takes no body.", CLOSE)
            return None
        state, key, address = scope["state"], key_in(scope), address_of(scope)
        if key and (wait := state["guesses"].seconds_to_wait(address, key)):
            return too_many(wait)
        state["client"] = client = state["keys"].find(key)
        if client is None:
            if key:
                state["guesses"].was_wrong(address, key)
            return problem(401, NO_KEY, question(scope) | CLOSE)
        state["guesses"].was_right(key)
        if "rate" in state and (wait := state["rate"].seconds_to_wait(client.name)):
            return too_many(wait)
        return None


def too_many(seconds):
    """Return a 429 that says when to come back."""
    text = f"Too many requests: come back in {seconds} s."
    return problem(429, text, {"Retry-After": str(seconds)} | CLOSE)
