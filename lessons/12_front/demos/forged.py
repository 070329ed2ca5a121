"""Whom does uvicorn believe? A server that says who has asked it.

python -m demos.forged TRUSTED FORWARDED
"""

import os
import sys

import requests

from tests.live import live_server


async def app(scope, receive, send):
    """Answer with the address that the server takes for the client's."""
    if scope["type"] != "http":
        return
    address = (scope["client"] or ["nobody"])[0].encode()
    headers = [(b"content-type", b"text/plain")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": address})


def who(trusted, forwarded):
    """Return who has asked, as a server sees it that believes the address `trusted`.

    `forwarded` is what the client writes into X-Forwarded-For.
    """
    env = os.environ | {"FORWARDED_ALLOW_IPS": trusted}
    with live_server("demos.forged:app", env=env) as url:
        answer = requests.get(url, headers={"X-Forwarded-For": forwarded}, timeout=9)
    return answer.text


if __name__ == "__main__":
    print(who(*sys.argv[1:]))
