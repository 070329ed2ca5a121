"""Where in a request the key is."""

import base64
import binascii

BROWSER = ("/docs", "/openapi.json")  # here a key may also come as a password


def key_in(scope):
    """The key that was sent, as bytes; b"" when there is none."""
    headers = dict(scope["headers"])
    kind, _, rest = headers.get(b"authorization", b"").partition(b" ")
    if kind.lower() == b"basic" and scope["path"].startswith(BROWSER):
        try:
            return base64.b64decode(rest).partition(b":")[2]  # any name : the key
        except binascii.Error:
            return b""
    return headers.get(b"x-api-key", b"")


def question(scope):
    """How to ask for a key: at "Basic" a browser shows a window for it."""
    kind = "Basic" if scope["path"].startswith(BROWSER) else "ApiKey"
    return {"WWW-Authenticate": f'{kind} realm="fraud"'}
