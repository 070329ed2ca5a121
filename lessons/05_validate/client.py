"""A client for the tumour service: samples in, diagnoses out, or a clear refusal.

    python client.py [URL]

asks a running service about one sample.
"""

import json
import sys

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

SAMPLE = {
    "mean_radius": 9.504,
    "mean_texture": 12.44,
    "mean_perimeter": 60.34,
    "mean_area": 273.9,
    "mean_smoothness": 0.1024,
    "mean_compactness": 0.06492,
    "mean_concavity": 0.02956,
    "mean_concave_points": 0.02076,
    "mean_symmetry": 0.1815,
    "mean_fractal_dimension": 0.06905,
}


class Refused(ValueError):
    """The service refused the request, and says why; sending it again is no use."""


class TumourClient:
    """Ask a tumour service, over one connection that is kept open.

    `timeout`: seconds to wait for a connection, and for an answer. Raises Refused, or
    a requests.RequestException: no connection, no answer in time, another status.
    """

    def __init__(self, url, timeout=(3, 10)):
        self.url, self.timeout = url.rstrip("/"), timeout
        # A diagnosis changes nothing on the server, so its POST may be sent again; but
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

    def diagnose(self, samples, **options):
        """Return a diagnosis for each sample, a dictionary of ten named numbers."""
        return self.post("/diagnose", {"samples": samples, **options})["diagnoses"]

    def post(self, path, body):
        """Return the service's answer to a JSON body, a dictionary."""
        try:
            answer = self.session.post(self.url + path, json=body, timeout=self.timeout)
        except requests.exceptions.InvalidHeader:
            raise Refused("the service asks for a pause that cannot be read") from None
        told = content(answer)
        if answer.status_code in (400, 413, 422):
            raise Refused(reason(told))
        answer.raise_for_status()
        if told is None:
            raise Refused("this is no answer of the service: it is not a JSON object")
        return told


def content(answer):
    """Return the JSON object that an answer holds, or None if it holds none."""
    try:
        told = answer.json()
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def reason(problem):
    """Make one sentence of a problem (RFC 9457), as the service sends it."""
    if not problem:
        return "the request was refused, and nobody says why"
    errors = problem.get("errors", [])
    lines = [f"{error['pointer']}: {error['detail']}" for error in errors]
    return "; ".join(lines) or problem.get("detail", "no reason is given")


if __name__ == "__main__":
    url = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    print(json.dumps(TumourClient(url).diagnose([SAMPLE])))
