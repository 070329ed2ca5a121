"""How the notebook of lesson 07 gets its decisions from the model itself."""

import os
import secrets
import tempfile
from functools import cache

from app.passport import load_model
from app.schemas import EXAMPLE, FEATURES
from app.security import new_key
from training.features import periods

ONE, MANY = "/detect-fraud", "/detect-fraud-many"
PUBLIC = {"/health": "whoever watches it has no key"}


def environment():
    folder = tempfile.mkdtemp()
    file = os.path.join(folder, "keys.json")
    return {
        "API_KEY": new_key(file, "proof", ["predict", "admin"]),
        "AUDIT_SECRET": secrets.token_hex(32),
        "KEYS_FILE": file,
        "RATE_LIMIT": "1000000/minute",
        "GUESS_LIMIT": "1000000/minute",
    }


def headers():
    return {"X-API-Key": os.environ["API_KEY"]}


@cache
def loaded():
    return load_model("fraud", FEATURES)


def answer(path, body):
    """What the model says, as a notebook would ask it."""
    model, passport = loaded()
    payments = body["payments"] if path == MANY else [body]
    rows = [[payment[name] for name in FEATURES] for payment in payments]
    answers = [
        {
            "decision": "review" if score >= passport["threshold"] else "allow",
            "score": score,
            "model": {"name": passport["name"], "version": passport["version"]},
        }
        for score in model.predict_proba(rows)[:, 1].round(4).tolist()
    ]
    return answers if path == MANY else answers[0]


def cases():
    """Twenty frauds and twenty honest payments, one by one, and all in one request."""
    data, fraud = periods()[2]
    payments = []
    for row in [*data[fraud][:20].tolist(), *data[~fraud][:20].tolist()]:
        known = EXAMPLE | dict(zip(FEATURES, row, strict=True))
        for count in ("payments_last_hour", "terminal_frauds"):
            known[count] = int(known[count])
        payments.append(known)
    bodies = [(ONE, payment) for payment in payments] + [(MANY, {"payments": payments})]
    return [(path, body, answer(path, body)) for path, body in bodies]


def through_the_client(url, cases):
    from client import FraudClient

    client = FraudClient(url, os.environ["API_KEY"])
    for path, body, expected in cases:
        assert client.post(path, body) == expected, body
    return len(cases)
