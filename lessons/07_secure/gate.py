"""Closed by default: whatever is asked for, the key comes first."""

from credentials import key_in, question
from patience import has_body, in_time
from problems import problem

OPEN = {"/health"}  # for whoever watches over the service
CLOSE = {"Connection": "close"}  # the body is not read: no more on this connection


def gate(app):
    """Wrap an ASGI app: strangers get 401, and clients in a hurry 429."""

    async def guarded(scope, receive, send):
        if scope["type"] == "websocket":  # there are none here
            return await send({"type": "websocket.close", "code": 1008})
        if scope["type"] != "http":  # the start and the end of the service
            return await app(scope, receive, send)
        if scope["path"] in OPEN:
            no = has_body(scope) and problem(400, "This takes no body.", headers=CLOSE)
            return await (no or app)(scope, receive, send)
        service = scope["app"].state.service
        client = service.keys.find(key_in(scope))
        if client is None:
            no = problem(401, "This needs a valid key.", question(scope) | CLOSE)
            return await no(scope, receive, send)
        scope["state"]["client"] = client
        if wait := service.rate.seconds_to_wait(client["name"]):
            text = f"Too many requests: come back in {wait} s."
            no = problem(429, text, {"Retry-After": str(wait)} | CLOSE)
            return await no(scope, receive, send)
        receive = in_time(receive, service.settings.body_seconds)
        await app(scope, receive, send)

    return guarded
