"""What is answered where the store cannot be written to, or has vanished."""

import sqlite3

from logs import incident
from problems import HANDLERS, problem


async def cannot_remember(request, error):
    """503: it is not the client's fault, and will pass."""
    incident(error)
    return problem(503, "Nothing can be written down now.", {"Retry-After": "5"})


HANDLERS = HANDLERS | {sqlite3.Error: cannot_remember}
