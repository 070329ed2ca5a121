"""A client for the fraud service that looks after its key."""

from urllib.parse import urlsplit

from requests import Session
from requests.adapters import HTTPAdapter
from retry import RETRY

HERE = {"127.0.0.1", "localhost", "::1"}


class Refused(Exception):
    """The service said no; the message is its status and its own sentence."""


class FraudClient:
    """Ask a fraud service; raises Refused, or an exception of requests.

    The key comes from the environment or a store for secrets, never from the code.
    """

    def __init__(self, url, key, timeout=(3, 10)):
        here = urlsplit(url).hostname in HERE
        if not here and urlsplit(url).scheme != "https":
            raise ValueError("A key travels over https only.")
        self.url, self.timeout, self.session = url.rstrip("/"), timeout, Session()
        self.session.trust_env = not here  # else a proxy would be handed the key
        self.session.mount(self.url, HTTPAdapter(max_retries=RETRY))
        self.session.headers["X-API-Key"] = key.strip()  # files end with a newline

    def post(self, path, body):
        """Post `body`: /detect-fraud takes a payment, /detect-fraud-many payments."""
        # requests would carry the key along to wherever a redirect points.
        settings = {"timeout": self.timeout, "allow_redirects": False}
        answer = self.session.post(self.url + path, json=body, **settings)
        if answer.status_code != 200:
            kind = answer.headers.get("Content-Type", "")
            said = answer.json()["detail"] if "problem" in kind else answer.reason
            raise Refused(f"{answer.status_code}: {said}")
        return answer.json()
