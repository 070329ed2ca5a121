"""A client for the digits service: a picture in, an answer out, or a clear refusal.

    python client.py PICTURE [URL]

asks a running service about a picture, and "-" draws one.
"""

import io
import json
import sys
from pathlib import Path

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry


class Refused(ValueError):
    """The service refused the picture, and says why; sending it again is no use."""


class DigitClient:
    """Ask a digits service, over one connection that is kept open.

    `timeout`: seconds to wait for a connection, and for an answer. Raises Refused, or
    a requests.RequestException: no connection, no answer in time, another status.
    """

    def __init__(self, url, timeout=(3, 20)):
        self.url, self.timeout = url.rstrip("/"), timeout
        # To look at a picture changes nothing, so it may be asked for again; but not
        # after a timeout (read=False): a slow service gets slower by being asked.
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

    def predict(self, picture):
        """Return the answer about a picture: the bytes of a file, or its path."""
        if not isinstance(picture, bytes):
            picture = Path(picture).read_bytes()
        return self.post("/predict-image", picture)

    def post(self, path, body):
        """Return the service's answer to a binary body, a dictionary."""
        headers = {"Content-Type": "application/octet-stream"}  # it looks for itself
        try:
            answer = self.session.post(
                self.url + path, data=body, headers=headers, timeout=self.timeout
            )
        except requests.exceptions.InvalidHeader:
            raise Refused("the service asks for a pause that cannot be read") from None
        told = content(answer)
        if answer.status_code in (400, 413, 415, 422):
            problem = told or {}
            raise Refused(problem.get("detail", "it was refused, and nobody says why"))
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


def drawn_three():
    """Return the bytes of a picture on which a program has drawn a 3."""
    from training.drawn import digits

    out = io.BytesIO()
    digits(4, seed=1)[0][3].save(out, "PNG")
    return out.getvalue()


if __name__ == "__main__":
    name, *rest = sys.argv[1:] or ["-"]
    client = DigitClient(rest[0] if rest else "http://127.0.0.1:8000")
    try:
        answer = client.predict(drawn_three() if name == "-" else name)
    except (Refused, OSError, requests.RequestException) as error:
        sys.exit(f"No answer: {error}")
    print(json.dumps(answer))
