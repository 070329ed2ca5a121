"""How many requests may be worked on at once."""

import threading
from contextlib import contextmanager

from starlette.exceptions import HTTPException


class Places:
    """So many, and one more is sent away: a queue would only let all of them wait."""

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
