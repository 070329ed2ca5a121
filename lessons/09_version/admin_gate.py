"""Who asks for /admin needs the key, before anything else is looked at."""

from admin_key import opens
from problems import problem

NO = problem(
    401,
    "This needs the key of an admin.",
    # The body is not read, so there can be no more on this connection.
    {"WWW-Authenticate": 'ApiKey realm="admin"', "Connection": "close"},
)


def admin_gate(app):
    """Wrap an ASGI app."""

    async def guarded(scope, receive, send):
        inside = scope["type"] == "http" and scope["path"].startswith("/admin")
        if inside and not opens(dict(scope["headers"]).get(b"x-api-key", b"")):
            return await NO(scope, receive, send)
        await app(scope, receive, send)

    return guarded
