"""A client for the iris service that expects trouble."""

import requests
from explain import Refused, explain_422
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

# A prediction changes nothing on the server, so its POST may be sent again, but not
# after a timeout: a service that is slow is not helped by being asked twice.
RETRY = Retry(3, read=False, allowed_methods={"GET", "POST"}, backoff_factor=0.1)
RETRY = RETRY.new(status_forcelist={502, 503, 504}, raise_on_status=False)


class IrisClient:
    """Ask an iris service for predictions, over one connection that is kept open.

    `timeout`: seconds to wait for a connection, and for an answer. Raises Refused,
    requests.ConnectionError, requests.Timeout or requests.HTTPError.
    """

    def __init__(self, url, timeout=(3, 10)):
        self.url, self.timeout, self.session = url, timeout, requests.Session()
        self.session.mount(url, HTTPAdapter(max_retries=RETRY))

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
