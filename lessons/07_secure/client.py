"""A client for the fraud service that looks after its key.

    python client.py [URL]

asks a running service about one payment, with the key in the variable API_KEY.
"""

import json
import os
import sys
from urllib.parse import urlsplit

from requests import Session
from requests.adapters import HTTPAdapter
from requests.exceptions import InvalidHeader
from urllib3.util import Retry

HERE = {"127.0.0.1", "localhost", "::1"}
PAYMENT = {
    "card": "tok_4f9Kq2Zw",
    "amount": 310.5,
    "hour": 3.2,
    "distance": 71.0,
    "minutes_since_last": 4.5,
    "payments_last_hour": 9,
    "usual_amount": 28.4,
    "terminal_frauds": 2,
}


class Refused(Exception):
    """The service said no; the message is its status and its own sentence."""


class FraudClient:
    """Ask a fraud service; raises Refused, or an exception of requests.

    The key comes from the environment or a store for secrets, never from the code.
    `timeout`: seconds to wait for a connection, and for an answer.
    """

    def __init__(self, url, key, timeout=(3, 10)):
        here = urlsplit(url).hostname in HERE
        if not here and urlsplit(url).scheme != "https":
            raise ValueError("A key travels over https only.")
        key = key.strip()  # files end with a newline
        if not key.isascii() or not key.isprintable():
            # Said here: the message of requests would quote the key.
            raise ValueError("This is no key: it has letters that no key has.")
        # A decision changes nothing on the server, so its POST may be sent again; but
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
        self.url, self.timeout, self.session = url.rstrip("/"), timeout, Session()
        self.session.trust_env = not here  # else a proxy would be handed the key
        self.session.mount(self.url, HTTPAdapter(max_retries=retry))
        self.session.headers["X-API-Key"] = key

    def post(self, path, body):
        """Post `body`: /detect-fraud takes a payment, /detect-fraud-many payments."""
        # requests would carry the key along to wherever a redirect points.
        settings = {"timeout": self.timeout, "allow_redirects": False}
        try:
            answer = self.session.post(self.url + path, json=body, **settings)
        except InvalidHeader:
            why = "the service asks for a pause that cannot be read"
            raise Refused(why) from None
        told = content(answer)
        if answer.status_code != 200:
            said = told.get("detail") if isinstance(told, dict) else None
            raise Refused(f"{answer.status_code}: {said or answer.reason}")
        if told is None:
            raise Refused("this is no answer of the service: it is not JSON")
        return told


def content(answer):
    """Return what the JSON of an answer says, or None if it is none."""
    try:
        return answer.json()
    except ValueError:
        return None


if __name__ == "__main__":
    url = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    try:
        client = FraudClient(url, os.environ.get("API_KEY", ""))
        print(json.dumps(client.post("/detect-fraud", PAYMENT)))
    except (Refused, ValueError) as problem:
        raise SystemExit(str(problem)) from None
