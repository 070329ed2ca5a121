"""A client for the spam filter: ask about a message, and say later what it was.

    python client.py [URL]

asks a running service about one message, and prints the verdict as JSON.
"""

import json
import sys
from uuid import uuid4

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

MESSAGE = "WINNER! Claim your free prize today, call 0900123456 now!"


class Refused(ValueError):
    """The service refused the request, and says why; sending it again is no use."""


class SpamClient:
    """Ask a spam filter, over one connection that is kept open.

    `timeout`: seconds to wait for a connection, and for an answer. Raises Refused, or
    a requests.RequestException: no connection, no answer in time, another status.
    """

    def __init__(self, url, timeout=(3, 10)):
        self.url, self.timeout = url.rstrip("/"), timeout
        # A verdict that nobody read does no harm, so its POST may be sent again; but
        # not after a timeout (read=False): a slow service gets slower by being asked.
        retry = Retry(
            total=3,
            read=False,
            backoff_factor=0.1,
            status_forcelist={429, 502, 503, 504},
            allowed_methods={"GET", "POST"},
            raise_on_status=False,
            # A service may ask for an hour; whoever set the timeout did not mean that.
            retry_after_max=timeout[1],
        )
        self.session = requests.Session()
        self.session.mount(self.url, HTTPAdapter(max_retries=retry))

    def judge(self, text):
        """Return (id, {"spam", "score", "model"}); the id finds it in the log, too.

        The id is the service's: it takes ours only if it has seen it never before.
        """
        sent = {"X-Request-Id": str(uuid4())}
        answer, told = self.post("/spam", {"text": text}, sent)
        if not {"spam", "score"} <= told.keys() or "X-Request-Id" not in answer.headers:
            raise Refused("this is no verdict of the service")
        return answer.headers["X-Request-Id"], told

    def report(self, id, label, text=None):
        """Say that it was "spam" or "ham". The text is kept, if it is sent along."""
        self.post("/feedback", {"id": id, "label": label, "text": text})

    def post(self, path, body, headers=None):
        """Return (response, the JSON object that it holds)."""
        more = {"json": body, "headers": headers, "timeout": self.timeout}
        try:
            answer = self.session.post(self.url + path, **more)
        except requests.exceptions.InvalidHeader:
            raise Refused("the service asks for a pause that cannot be read") from None
        told = content(answer)
        if answer.status_code in (400, 413, 422):
            raise Refused(reason(told))
        answer.raise_for_status()
        if told is None:
            raise Refused("this is no answer of the service: it is not a JSON object")
        return answer, told


def content(answer):
    """Return the JSON object that an answer holds, or None if it holds none."""
    try:
        told = answer.json()
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def reason(problem):
    """Make one sentence of a problem (RFC 9457), as the service sends it."""
    if not problem:
        return "the request was refused, and nobody says why"
    errors = problem.get("errors", [])
    lines = [f"{error['pointer']}: {error['detail']}" for error in errors]
    return "; ".join(lines) or problem.get("detail", "no reason is given")


if __name__ == "__main__":
    url = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    print(json.dumps(SpamClient(url).judge(MESSAGE)[1]))
