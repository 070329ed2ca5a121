"""How the notebook of lesson 08 gets its verdicts from the model itself."""

import os
import random
import tempfile
from functools import cache

from app.passport import load_model
from training.messages import mixed, templates

SPAM, FEEDBACK = "/spam", "/feedback"


def environment():
    return {"STORE_FILE": os.path.join(tempfile.mkdtemp(), "store.db")}


@cache
def loaded():
    return load_model("spam", ["text"])


def answer(path, body):
    """The answer to a valid body."""
    if path == FEEDBACK:
        return {"status": "taken"}
    model, passport = loaded()
    [score] = model["filter"].predict_proba([body["text"]])[:, 1].round(4).tolist()
    name = {"name": passport["name"], "version": passport["version"]}
    return {"spam": score >= 0.5, "score": score, "model": name}


def cases():
    """Ten messages of each kind."""
    luck, (_, meet) = random.Random(0), templates()
    texts = [text for kind in meet for _, text in mixed(luck, meet, 10, {kind: 1})]
    texts += ["👍", " ", "\x00", "Ünïcödé", "a" * 2000]
    bodies = [{"text": text} for text in texts]
    return [(SPAM, body, answer(SPAM, body)) for body in bodies]


def through_the_client(url, cases):
    from client import SpamClient

    client = SpamClient(url)
    for _, body, expected in cases:
        id_, said = client.judge(body["text"])
        assert said == expected, body
        client.report(id_, "ham")
    return len(cases)
