"""Whom does uvicorn believe? A server that says who has asked it.

python -m demos.forged TRUSTED FORWARDED
"""

import json
import os
import sys
import time
import uuid

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


def believed(gateway, claimed):
    """Return who has asked, as the service behind a gateway has it in its log.

    `claimed` is what the client writes into X-Forwarded-For. Raises TimeoutError.
    """
    number, end = str(uuid.uuid4()), time.monotonic() + 60
    headers = {"X-Request-Id": number, "X-Forwarded-For": claimed}
    with gateway.client() as session:
        session.get(f"{gateway.url}/api/health", headers=headers, timeout=30)
    while time.monotonic() < end:  # the line is written a moment after the answer
        for line in gateway.words().splitlines():
            if number in line and line.startswith("{") and line.endswith("}"):
                return json.loads(line)["address"]
        time.sleep(0.02)
    raise TimeoutError("The service has written no line about this request.")


if __name__ == "__main__":
    print(who(*sys.argv[1:]))
