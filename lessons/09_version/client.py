"""A client that keeps what it got, asks whether it still holds, and turns pages.

    python client.py [URL]

asks a running service about one user.
"""

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

    def __init__(self, url, timeout=(3, 10)):
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

    def page(self, user, limit=10, cursor=""):
        """Return one page of recommendations, a dictionary, perhaps a kept one."""
        url = f"{self.url}/recommendations/{user}?limit={limit}&cursor={cursor}"
        tag, known = self.kept.get(url, (None, None))
        headers = {"If-None-Match": tag}  # None: not sent
        try:
            answer = self.session.get(url, headers=headers, timeout=self.timeout)
        except requests.exceptions.InvalidHeader:
            raise Refused("the service asks for a pause that cannot be read") from None
        if answer.status_code == 304 and known:
            return known
        told = content(answer)
        if answer.status_code != 200:
            said = told.get("detail") if told else None
            text = said or f"status {answer.status_code}, and nobody says why"
            raise Refused(text, answer.status_code)
        if told is None:
            text = "this is no answer of the service: it is not a JSON object"
            raise Refused(text, answer.status_code)
        if "ETag" in answer.headers:
            self.kept[url] = answer.headers["ETag"], told
        return told

    def movies(self, user, limit=10):
        """Yield movies, page after page, of one version; or it raises Refused (410)."""
        page = self.page(user, limit)
        yield from page["movies"]
        while page["next"]:
            yield from (page := self.page(user, limit, page["next"]))["movies"]


def content(answer):
    """Return the JSON object that an answer holds, or None if it holds none."""
    try:
        told = answer.json()
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


if __name__ == "__main__":
    url = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    print(RecommendationClient(url).page(5, limit=2))
