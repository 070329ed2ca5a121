"""A client for the sentiment service: any number of texts, sent in batches."""

import requests
from requests.adapters import HTTPAdapter
from retry import RETRY

BATCH = 100  # what the service takes at once


class Refused(ValueError):
    """The service refused the request (4xx); the message is its own sentence."""


class SentimentClient:
    """Ask a sentiment service, over one connection that is kept open.

    `timeout`: seconds to wait for a connection, and for an answer. Raises Refused,
    requests.ConnectionError, requests.Timeout or requests.HTTPError.
    """

    def __init__(self, url, timeout=(3, 10)):
        self.url, self.timeout = url.rstrip("/"), timeout
        self.session = requests.Session()
        self.session.mount(self.url, HTTPAdapter(max_retries=RETRY))

    def sentiment(self, texts):
        """Return {"sentiment", "confidence"} for each text, in the same order."""
        batches = [texts[i : i + BATCH] for i in range(0, len(texts), BATCH)]
        return [answer for batch in batches for answer in self.post(batch)]

    def post(self, texts):
        url, body = self.url + "/sentiment", {"texts": texts}
        answer = self.session.post(url, json=body, timeout=self.timeout)
        if answer.status_code in (400, 413, 422):
            raise Refused(answer.json()["detail"])
        answer.raise_for_status()
        return answer.json()["answers"]
