"""Play the server for a learner's client, without a server and without waiting."""

import json
from contextlib import contextmanager
from unittest.mock import patch

import requests
from requests.adapters import HTTPAdapter


@contextmanager
def pretend(outcome, status=200):
    """Let every request of `requests` end in `outcome`; yield the timeouts it had.

    `outcome` is an exception to raise, or what the answer with this status says.
    """
    timeouts = []

    def send(self, request, timeout=None, **options):
        timeouts.append(timeout)
        if isinstance(outcome, Exception):
            raise outcome
        answer = requests.Response()
        answer.status_code, answer.url, answer.request = status, request.url, request
        answer._content = json.dumps(outcome).encode()
        return answer

    with patch.object(HTTPAdapter, "send", send):
        yield timeouts
