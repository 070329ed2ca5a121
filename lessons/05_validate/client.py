"""A client for the tumour service: samples in, diagnoses out, or a clear refusal."""

import requests
from requests.adapters import HTTPAdapter
from retry import RETRY


class Refused(ValueError):
    """The service refused the request, and says why; sending it again is no use."""

    @classmethod
    def by(cls, problem):
        """Make one of a problem (RFC 9457), as the service sends it."""
        errors = problem.get("errors", [])
        lines = [f"{error['pointer']}: {error['detail']}" for error in errors]
        return cls("; ".join(lines) or problem["detail"])


class TumourClient:
    """Ask a tumour service, over one connection that is kept open.

    `timeout`: seconds to wait for a connection, and for an answer. Raises Refused, or
    a requests.RequestException: no connection, no answer in time, another status.
    """

    def __init__(self, url, timeout=(3, 10)):
        self.url, self.timeout = url.rstrip("/"), timeout
        self.session = requests.Session()
        self.session.mount(self.url, HTTPAdapter(max_retries=RETRY))

    def diagnose(self, samples, **options):
        """Return a diagnosis for each sample, a dictionary of ten named numbers."""
        url, body = f"{self.url}/diagnose", {"samples": samples, **options}
        answer = self.session.post(url, json=body, timeout=self.timeout)
        problem = answer.headers.get("Content-Type") == "application/problem+json"
        if problem and answer.status_code in (400, 413, 422):
            raise Refused.by(answer.json())
        answer.raise_for_status()
        return answer.json()["diagnoses"]
