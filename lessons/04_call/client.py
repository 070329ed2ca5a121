"""A client for the iris service that expects trouble."""

import requests
from explain import Refused, explain_422
from requests.adapters import HTTPAdapter
from retry import RETRY


class IrisClient:
    """Ask an iris service for predictions, over one connection that is kept open.

    `timeout`: seconds to wait for a connection, and for an answer. Raises Refused,
    requests.ConnectionError, requests.Timeout or requests.HTTPError.
    """

    def __init__(self, url, timeout=(3, 10)):
        self.url, self.timeout = url.rstrip("/"), timeout
        self.session = requests.Session()
        self.session.mount(self.url, HTTPAdapter(max_retries=RETRY))

    def predict(self, flower):
        """Return prediction, confidence and model for four numbers, in cm."""
        return self.post("/predict", flower)

    def predict_many(self, flowers):
        """Return one such answer for each flower, in the same order."""
        return self.post("/predict-many", flowers)

    def post(self, path, data):
        url, json = self.url + path, {"data": data}
        answer = self.session.post(url, json=json, timeout=self.timeout)
        if answer.status_code == 422:
            raise Refused(explain_422(answer))
        answer.raise_for_status()
        return answer.json()
