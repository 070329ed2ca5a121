"""A client for the quick service: rows in, classes out, or a clear refusal.

    python client.py [URL]

asks a running service about its own example. Many rows go as NumPy's own format.
"""

import io
import json
import sys

import numpy as np
import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

NPY = "application/x-npy"


class Refused(ValueError):
    """The service refused the request, and says why; sending it again is no use."""


class QuickClient:
    """Ask a quick service, over one connection that is kept open.

    `timeout`: seconds to wait for a connection, and for an answer. Raises Refused, or
    a requests.RequestException: no connection, no answer in time, another status.
    """

    def __init__(self, url, timeout=(3, 10)):
        self.url, self.timeout = url.rstrip("/"), timeout
        # A prediction changes nothing on the server, so its POST may be sent again; but
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
        self.session = requests.Session()
        self.session.mount(self.url, HTTPAdapter(max_retries=retry))

    def predict(self, values):
        """Return the answer for one row, a dictionary."""
        return self.post("/predict", json={"data": list(values)}).json()

    def predict_many(self, rows):
        """Return the class of each row, a list of texts; 1 to 10,000 rows."""
        file = io.BytesIO()
        np.save(file, np.asarray(rows, dtype=np.float32))
        headers = {"Content-Type": NPY, "Accept": NPY}
        answer = self.post("/predict-many", data=file.getvalue(), headers=headers)
        if answer.headers.get("Content-Type") != NPY:
            raise Refused("this is no answer of the service: it is not a .npy file")
        names = answer.headers["Classes"].split(", ")
        numbers = np.load(io.BytesIO(answer.content), allow_pickle=False)
        return [names[number] for number in numbers]

    def example(self):
        """Return the row that the service's own description gives as an example."""
        answer = self.session.get(f"{self.url}/openapi.json", timeout=self.timeout)
        answer.raise_for_status()
        row = answer.json()["components"]["schemas"]["Row"]
        return row["properties"]["data"]["examples"][0]

    def post(self, path, **sent):
        """Return the service's answer; raises Refused where it says no."""
        answer = self.session.post(self.url + path, timeout=self.timeout, **sent)
        if answer.status_code in (400, 413, 415, 422):
            raise Refused(reason(answer))
        answer.raise_for_status()
        return answer


def reason(answer):
    """Make one sentence of a problem (RFC 9457), as the service sends it."""
    try:
        told = answer.json()
        errors = told.get("errors", [])
    except (ValueError, AttributeError):
        return "the request was refused, and nobody says why"
    lines = [f"{error['pointer']}: {error['detail']}" for error in errors]
    return "; ".join(lines) or told.get("detail", "no reason is given")


if __name__ == "__main__":
    client = QuickClient(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
    print(json.dumps(client.predict(client.example())))
