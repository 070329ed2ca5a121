"""Plain requests for a prediction go around FastAPI; all others go through it.

Where there is the least doubt about a request, FastAPI gets it as it came: so there is
one place that refuses, and one description.
"""

from app.schemas import PASSPORT, ModelName, Row

JSON = [b"application/json"]
LARGEST = 50_000  # bytes, as in routes.py
MODEL = ModelName(**PASSPORT).model_dump_json().encode()
parse = Row.__pydantic_validator__.validate_json


class FastPath:
    """Around a FastAPI app: answers plain `POST /predict`, and is the app in all else.

    It is no middleware of the app, since the app's own layers stand outside of those.
    """

    def __init__(self, app):
        self.app = app

    def __getattr__(self, name):
        return getattr(self.app, name)

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http" or not plain(scope):
            return await self.app(scope, receive, send)
        message = await receive()
        try:
            if message.get("more_body") or len(message["body"]) > LARGEST:
                raise ValueError
            row = parse(message["body"])
            name, confidence = await scope["state"]["model"].ask(row.data)
        except Exception:  # FastAPI meets it again, and says what it is
            return await self.app(scope, again(message, receive), send)
        told = name.encode(), repr(confidence).encode(), MODEL
        body = b'{"prediction":"%b","confidence":%b,"model":%b}' % told
        length = (b"content-length", b"%d" % len(body))
        headers = [length, (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


def plain(scope):
    """Return whether this is a POST /predict with one Content-Type, that of JSON."""
    types = [value for name, value in scope["headers"] if name == b"content-type"]
    return scope["path"] == "/predict" and scope["method"] == "POST" and types == JSON


def again(message, receive):
    """Return a `receive` that gives a message that was taken already, then the rest."""
    taken = [message]

    async def receive_again():
        return taken.pop() if taken else await receive()

    return receive_again
