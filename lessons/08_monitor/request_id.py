"""Each request has an id: that of the client, or one of ours."""

import uuid

from starlette.datastructures import Headers


def id_of(scope):
    """The id that was sent, if it is a UUID: nothing else may get into the log."""
    try:
        return str(uuid.UUID(Headers(scope=scope).get("X-Request-Id", "")))
    except ValueError:
        return str(uuid.uuid4())
