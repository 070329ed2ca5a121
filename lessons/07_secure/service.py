"""What the running service holds."""

from typing import Annotated

from audit import Audit
from detector import Detector
from fastapi import Depends, Request
from keystore import KeyStore
from places import Places
from rate import Rate


class Service:
    """Made once, at start-up, from the settings. What is missing stops the start."""

    def __init__(self, settings):
        self.settings, self.keys = settings, KeyStore(settings.keys_file)
        self.rate, self.places = Rate(settings.rate_limit), Places(settings.at_once)
        self.audit = Audit(settings.audit_secret)
        self.detector = Detector(settings.signed_by)

    def ready(self):
        self.keys.find(b"")  # an OSError where nobody could be let in
        return self.detector.name

    def decide(self, request, payments):
        """Decide about payments (schemas), and write it down under the request's id."""
        payments = [payment.model_dump() for payment in payments]
        with self.places.one():
            answers = self.detector.decide(payments)
        number, client = request.state.id, request.state.client["name"]
        self.audit.record(number, client, payments, answers)
        return answers


def service_of(request: Request):
    return request.app.state.service


TheService = Annotated[Service, Depends(service_of)]
