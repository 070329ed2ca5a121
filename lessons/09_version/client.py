"""A client that keeps what it got, asks whether it still holds, and turns pages.

    python client.py
    python client.py move LABEL VERSION [rollback] [other_ratings] [shadow] [share=0.2]

ask a running service about one user, or let a label mean another version; that takes an
admin's key, in the variable API_KEY. The variable API_URL names another address.
"""

import json
import os
import sys

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry


class Refused(Exception):
    """The service said no; the message is its own sentence, `status` its status."""

    def __init__(self, text, status=None):
        super().__init__(text)
        self.status = status


class RecommendationClient:
    """Ask a recommendation service, over one connection that is kept open.

    `timeout`: seconds to wait for a connection, and for an answer. Raises Refused, or
    a requests.RequestException: no connection, no answer in time.
    """

    def __init__(self, url, timeout=(3, 10), key=None):
        self.url, self.timeout, self.kept = url.rstrip("/"), timeout, {}
        # To ask changes nothing on the server, so it may be done again; but not after a
        # timeout (read=False): a slow service gets slower by being asked.
        retry = Retry(
            total=3,
            read=False,
            backoff_factor=0.1,
            status_forcelist={429, 502, 503, 504},
            raise_on_status=False,
            # A service may ask for an hour; whoever set the timeout did not mean that.
            retry_after_max=timeout[1],
        )
        self.session = requests.Session()
        self.session.mount(self.url, HTTPAdapter(max_retries=retry))
        self.key = {"X-API-Key": key}  # None: not sent

    def page(self, user, limit=10, cursor=""):
        """Return one page of recommendations, a dictionary, perhaps a kept one."""
        url = f"{self.url}/recommendations/{user}?limit={limit}&cursor={cursor}"
        tag, known = self.kept.get(url, (None, None))
        headers = {"If-None-Match": tag}  # None: not sent
        answer = self.ask("GET", url, headers=headers)
        if answer.status_code == 304 and known:
            return known
        told = content(answer)
        if "ETag" in answer.headers:
            self.kept[url] = answer.headers["ETag"], told
        return told

    def movies(self, user, limit=10):
        """Yield movies, page after page, of one version; or it raises Refused (410)."""
        page = self.page(user, limit)
        yield from page["movies"]
        while page["next"]:
            yield from (page := self.page(user, limit, page["next"]))["movies"]

    def move(self, label, version, **more):
        """Let a label mean another version; return what the service has granted."""
        wish = {"label": label, "version": version, **more}
        url = f"{self.url}/admin/labels"
        return content(self.ask("POST", url, json=wish, headers=self.key))

    def ask(self, method, url, **more):
        """Send a request; return the answer, of whatever status, or raise Refused."""
        try:
            return self.session.request(method, url, timeout=self.timeout, **more)
        except requests.exceptions.InvalidHeader:
            raise Refused("the service asks for a pause that cannot be read") from None


def content(answer):
    """Return the JSON object that a good answer holds; else raise Refused."""
    try:
        told = answer.json()
    except ValueError:
        told = None
    status, whole = answer.status_code, isinstance(told, dict)
    if status != 200:
        said = told.get("detail") if whole else None
        raise Refused(said or f"status {status}, and nobody says why", status)
    if not whole:
        text = "this is no answer of the service: it is not a JSON object"
        raise Refused(text, status)
    return told


def more_of(words):
    """Return {"rollback": True, "share": 0.2} for the words rollback and share=0.2."""
    pairs = [word.partition("=") for word in words]
    return {name: json.loads(value or "true") for name, _, value in pairs}


def main(words):
    url = os.environ.get("API_URL") or "http://127.0.0.1:8000"
    client = RecommendationClient(url, key=os.environ.get("API_KEY"))
    if words[:1] == ["move"]:
        label, version, *more = words[1:]
        return client.move(label, int(version), **more_of(more))
    return client.page(5, limit=2)


if __name__ == "__main__":
    try:
        print(json.dumps(main(sys.argv[1:])))
    except ValueError:
        sys.exit(__doc__)
    except Refused as error:
        sys.exit(f"The service says no: {error}")
