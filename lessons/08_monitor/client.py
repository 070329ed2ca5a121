"""A client for the spam filter: ask about a message, and say later what it was."""

from uuid import uuid4

import requests
from requests.adapters import HTTPAdapter
from retry import RETRY


class Refused(ValueError):
    """The service refused the request; the message is its own sentence."""


class SpamClient:
    """Ask a spam filter. Raises Refused, or an exception of requests: no answer.

    `timeout`: seconds to wait for a connection, and for an answer.
    """

    def __init__(self, url, timeout=(3, 10)):
        self.url, self.timeout = url.rstrip("/"), timeout
        self.session = requests.Session()
        self.session.mount(self.url, HTTPAdapter(max_retries=RETRY))

    def judge(self, text):
        """Return (id, {"spam", "score", "model"}); the id finds it in the log, too."""
        answer = self.post("/spam", {"text": text}, {"X-Request-Id": str(uuid4())})
        return answer.headers["X-Request-Id"], answer.json()

    def report(self, id, label, text=None):
        """Say that it was "spam" or "ham". The text is kept, if it is sent along."""
        self.post("/feedback", {"id": id, "label": label, "text": text})

    def post(self, path, body, headers=None):
        more = {"json": body, "headers": headers, "timeout": self.timeout}
        answer = self.session.post(self.url + path, **more)
        if answer.status_code in (400, 413, 422):
            raise Refused(answer.json()["detail"])
        answer.raise_for_status()
        return answer
