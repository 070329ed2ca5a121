"""What the tests share. The first run also trains a model for you to serve."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from tests import alone  # noqa: F401

# isort: split

import pytest
from fastapi.testclient import TestClient
from train import train

from app import passport
from app.labels import NONE, changing
from app.logs import open_logs
from app.main import create_app
from app.passport import save_model
from app.registry import NAME, REGISTRY, publish, published
from app.security import new_key
from tests.live import live_server
from training.data import simulated

FACTORS = {"poor": 2, "good": 6, "worse": 60}


@pytest.fixture(scope="session", autouse=True)
def trained():
    if not published(REGISTRY):
        script = Path(__file__).parent.parent / "train.py"
        subprocess.run([sys.executable, str(script)], check=True)


@pytest.fixture(scope="session")
def ratings():
    return simulated()


@pytest.fixture(scope="session")
def sources(tmp_path_factory, ratings):
    """{"poor": a folder with a saved model, "good": …, "worse": …}"""
    folders = {}
    for name, factors in FACTORS.items():
        folders[name] = tmp_path_factory.mktemp(name)
        model, facts = train(ratings, factors)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(passport, "MODELS", folders[name])
            save_model(model, NAME, **facts)
    return folders


@pytest.fixture
def registry(sources, tmp_path):
    """A registry of its own: version 1 is poor, 2 is good, 3 is worse than both."""
    for name in ("poor", "good", "worse"):
        publish(tmp_path / "registry", sources[name])
    return tmp_path / "registry"


def label(registry, **labels):
    """Write labels by hand, behind the service's back; all others are none."""
    with changing(registry, otherwise=NONE) as found:
        found.clear()
        found.update(NONE | labels)


@pytest.fixture(scope="session", autouse=True)
def key(tmp_path_factory):
    """An admin's header."""
    file = tmp_path_factory.mktemp("secrets") / "keys.json"
    os.environ["KEYS_FILE"] = str(file)
    return {"X-API-Key": new_key(file, "admin", ["admin"], prefix="recs")}


@contextmanager
def running(registry, **environment):
    """The service with this registry, and a client to ask it."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name.upper(), str(value))
        # As in reality: what fails inside comes out as an answer, not an exception.
        app, settings = create_app(registry), {"raise_server_exceptions": False}
        try:
            with TestClient(app, **settings) as client:
                yield client
        finally:
            open_logs(os.devnull)


@pytest.fixture
def client(registry):
    """A client of a service with the three versions; champion is the good one."""
    label(registry, champion=2, previous=1)
    with running(registry) as client:
        yield client


@pytest.fixture
def wish(client, key):
    """Move a label, as an admin does."""

    def wish(label, version, **more):
        body = {"label": label, "version": version, **more}
        return client.post("/admin/labels", json=body, headers=key)

    return wish


@pytest.fixture
def events(tmp_path):
    """A function that returns what the log says of a kind of event."""
    file = tmp_path / "log"
    open_logs(file)
    yield lambda kind: [line for line in lines_of(file) if line["event"] == kind]
    open_logs(os.devnull)


def lines_of(file):
    """Return the lines of a log, a list of dictionaries."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


@pytest.fixture(scope="session")
def server(trained, key):
    """The address of a real server, started as the README says."""
    with live_server() as url:
        yield url
