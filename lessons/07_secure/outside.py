"""Around the whole app: an id for each request, safe headers, a line in the journal."""

import uuid

from journal import incident, write
from refusing import HEADERS, failed
from starlette.datastructures import MutableHeaders


def outside(app):
    """Wrap an ASGI app, further out than anything that could answer."""

    async def wrapped(scope, receive, send):
        if scope["type"] != "http":
            return await app(scope, receive, send)
        state, status = scope.setdefault("state", {}), None
        number = state["id"] = str(uuid.uuid4())

        async def send_more(message):
            nonlocal status
            if message["type"] == "http.response.start":
                status, headers = message["status"], MutableHeaders(scope=message)
                for name, value in {"X-Request-Id": number, **HEADERS}.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await app(scope, receive, send_more)
        except Exception as error:
            incident(number, error)
            if status is None:
                await failed(number)(scope, receive, send_more)
        # The route as it stands in the code: the path may be whatever was sent.
        route = getattr(scope.get("route"), "path", None)
        client = state.get("client", {}).get("name")
        write("request", id=number, client=client, route=route, status=status)

    return wrapped
