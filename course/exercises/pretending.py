"""Play the server for a learner's client, without a server and without waiting."""

import json
from contextlib import contextmanager
from unittest.mock import patch

import requests
from requests.adapters import HTTPAdapter


@contextmanager
def pretend(outcome, status=200):
    """Let every request of `requests` end in `outcome`; yield (request, timeout) pairs.

    `outcome` is an exception to raise, or what the answer with this status says.
    """
    sent = []

    def send(self, request, timeout=None, **options):
        sent.append((request, timeout))
        if isinstance(outcome, Exception):
            raise outcome
        return response(outcome, status, request)

    with patch.object(HTTPAdapter, "send", send):
        yield sent


def response(content, status, request=None):
    """Make the response of a server that sends `content` as JSON."""
    answer = requests.Response()
    answer.status_code, answer.request = status, request
    answer.url = request.url if request is not None else "http://iris.test/predict"
    answer.headers["Content-Type"] = "application/json"
    answer.encoding, answer._content = "utf-8", json.dumps(content).encode()
    return answer
