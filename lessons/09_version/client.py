"""A client that keeps what it got, asks whether it still holds, and turns pages."""

import requests
from requests.adapters import HTTPAdapter
from retry import RETRY


class Refused(Exception):
    """The service said no; `status` is its status, the message its own sentence."""

    def __init__(self, answer):
        problem = "problem" in answer.headers.get("Content-Type", "")
        super().__init__(answer.json()["detail"] if problem else answer.reason)
        self.status = answer.status_code


class RecommendationClient:
    """Ask a recommendation service; raises Refused, or an exception of requests."""

    def __init__(self, url, timeout=(3, 10)):
        self.url, self.timeout, self.kept = url.rstrip("/"), timeout, {}
        self.session = requests.Session()
        self.session.mount(self.url, HTTPAdapter(max_retries=RETRY))

    def page(self, user, limit=10, cursor=""):
        url = f"{self.url}/recommendations/{user}?limit={limit}&cursor={cursor}"
        headers = {"If-None-Match": self.kept.get(url, [None])[0]}  # None: not sent
        answer = self.session.get(url, headers=headers, timeout=self.timeout)
        if answer.status_code == 200:
            self.kept[url] = answer.headers["ETag"], answer.json()
        elif answer.status_code != 304:
            raise Refused(answer)
        return self.kept[url][1]

    def movies(self, user, limit=10):
        """Yield movies, page after page, of one version; or it raises Refused (410)."""
        page = self.page(user, limit)
        yield from page["movies"]
        while page["next"]:
            yield from (page := self.page(user, limit, page["next"]))["movies"]
