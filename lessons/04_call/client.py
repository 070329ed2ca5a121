"""A client for the iris service that expects trouble."""

from urllib.parse import urlsplit

import requests
from explain import Refused, explain_422
from requests.adapters import HTTPAdapter
from retry import RETRY


class IrisClient:
    """Ask an iris service for predictions, over one connection that is kept open.

    `timeout`: seconds to wait for a connection, and for an answer. No pause that a busy
    service asks for (Retry-After) is longer than the latter. Raises Refused,
    requests.ConnectionError, requests.Timeout or requests.HTTPError.
    """

    def __init__(self, url, timeout=(3, 10)):
        self.url = url.rstrip("/")
        self.timeout = timeout if isinstance(timeout, tuple) else (timeout, timeout)
        self.session = requests.Session()
        retry = RETRY.new(retry_after_max=self.timeout[1])
        self.session.mount(self.url, HTTPAdapter(max_retries=retry))
        if urlsplit(url).hostname in ("127.0.0.1", "localhost", "::1"):
            self.session.trust_env = False  # no proxy stands between us and ourselves

    def predict(self, flower):
        """Return prediction, confidence and model for four numbers, in cm."""
        return self.post("/predict", flower, dict, ["measurement"])

    def predict_many(self, flowers):
        """Return one such answer for each flower, in the same order."""
        return self.post("/predict-many", flowers, list, ["row", "measurement"])

    def post(self, path, data, kind, counted):
        url, json = self.url + path, {"data": data}
        try:
            answer = self.session.post(url, json=json, timeout=self.timeout)
        except requests.exceptions.InvalidHeader:  # in answers only Retry-After is read
            raise Refused("The service said when to come back, unreadably.") from None
        if answer.status_code == 422:
            raise Refused(explain_422(answer, counted))
        answer.raise_for_status()
        return read(answer, kind)


def read(response, kind):
    """Return what a good answer says, a `kind` (dict or list); or raise Refused."""
    status, found = response.status_code, response.headers.get("Content-Type")
    try:
        said = response.json()
    except ValueError:
        what = f"{found}, and not JSON" if response.content else "empty"
        raise Refused(f"The answer ({status}) is {what}.") from None
    if not isinstance(said, kind):
        raise Refused(f"The answer ({status}) is JSON, but no prediction.")
    return said
