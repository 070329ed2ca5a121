"""An admin's desk: what the demonstrations do with a running service.

Its keys and its log lie beside the models, in the folder that MODEL_DIR names.
"""

import json
import os
import re
import time

import requests
from train import train

from app.labels import changing
from app.passport import MODELS, save_model
from app.registry import NAME, REGISTRY, publish, published
from app.security import new_key
from training.data import simulated

os.environ["KEYS_FILE"] = str(MODELS.resolve() / "keys.json")
os.environ["LOG_FILE"] = str(MODELS.resolve() / "log")


def three_versions():
    """Publish a poor, a good and a worse version, unless they are there; 2 answers."""
    for number, factors in enumerate((2, 6, 60), start=1):
        if number not in published(REGISTRY):
            model, facts = train(simulated(), factors)
            save_model(model, NAME, **facts)
            publish()
    with changing(REGISTRY) as labels:
        labels.update(champion=2, previous=1, challenger=None, share=0.0, shadow=False)


class Desk:
    """Ask a service as a user, and as an admin with a key of their own."""

    def __init__(self, server):
        """Take a server, which has a `url`, or its address."""
        self.server = server
        name = f"desk {time.time_ns()}"
        key = new_key(os.environ["KEYS_FILE"], name, ["admin"], prefix="recs")
        self.key = {"X-API-Key": key}

    @property
    def url(self):
        return getattr(self.server, "url", self.server)

    def ask(self, user, limit=2):
        """Print what a user gets, and from whom."""
        url = f"{self.url}/recommendations/{user}?limit={limit}"
        answer = requests.get(url, timeout=10)
        print(*(movie["title"] for movie in answer.json()["movies"]), sep="\n")
        print("by", answer.headers["X-Model-Label"], answer.headers["X-Model-Version"])

    def labels(self, users):
        """Return by which label each of these users is answered."""
        urls = [f"{self.url}/recommendations/{user}" for user in users]
        with requests.Session() as session:
            got = [session.get(url, timeout=10) for url in urls]
        return [answer.headers["X-Model-Label"] for answer in got]

    def move(self, version, label="champion", **more):
        """Wish that a label means another version; return the service's answer."""
        wish = {"label": label, "version": version, **more}
        url = f"{self.url}/admin/labels"
        return requests.post(url, json=wish, headers=self.key, timeout=30)

    def state(self):
        """Return what a process of the service tells of itself and of the registry."""
        url = f"{self.url}/admin/versions"
        return requests.get(url, headers=self.key, timeout=10).json()

    def workers(self, champion, count=2):
        """Wait until so many processes have this champion; return how many do."""
        told, end = set(), time.monotonic() + 60
        while len(told) < count and time.monotonic() < end:
            state = self.state()
            if state["labels"]["champion"] == champion:
                told.add(state["process"]["id"])
        return len(told)

    def events(self, kind):
        """Return the lines of the log that are about such an event."""
        with open(os.environ["LOG_FILE"], encoding="utf-8") as log:
            lines = [json.loads(line) for line in log]
        return [line for line in lines if line["event"] == kind]

    def counted(self):
        """Return {version: how many answers it has given so far}, from /metrics."""
        text, found = requests.get(f"{self.url}/metrics", timeout=10).text, {}
        pattern = r'^recommendations_total\{.*version="(\d+)"\} (\S+)$'
        for version, number in re.findall(pattern, text, re.MULTILINE):
            found[version] = found.get(version, 0) + float(number)
        return found
