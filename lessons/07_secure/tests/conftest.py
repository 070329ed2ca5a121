"""What the tests share. The first run also trains a model for you to serve."""

import json
import os
import secrets
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.passport import MODELS
from app.security import new_key
from tests.live import live_server

# Not your own .env and keys: fresh ones, for this run only.
CLIENTS = {"shop": ["predict"], "rival": ["predict"], "boss": ["predict", "admin"]}
# A proxy has no business with this machine.
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"


def pytest_configure(config):
    text = "threat(owasp, protects, against, by): a row of the table in threats.py"
    config.addinivalue_line("markers", text)


@pytest.fixture(scope="session", autouse=True)
def trained():
    if not (MODELS / "fraud.json").exists():
        project = Path(__file__).resolve().parent.parent
        subprocess.run([sys.executable, "train.py"], check=True, cwd=project)


@pytest.fixture(scope="session", autouse=True)
def keys(tmp_path_factory):
    """{name of a client: its key}, and an environment in which the service starts."""
    file = tmp_path_factory.mktemp("secrets") / "keys.json"
    os.environ["KEYS_FILE"] = str(file)
    os.environ["RATE_LIMIT"] = os.environ["GUESS_LIMIT"] = "100000/minute"
    os.environ["AUDIT_SECRET"] = secrets.token_hex(32)
    os.environ["SIGNED_BY"] = os.environ["LOG_FILE"] = ""
    return {name: new_key(file, name, scopes) for name, scopes in CLIENTS.items()}


@contextmanager
def running(key=None, **environment):
    """A service of its own with these variables, and a client with this key."""
    from app.main import create_app

    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name.upper(), value)
        headers = {"X-API-Key": key} if key else {}
        # As in reality: what fails inside comes out as an answer, not an exception.
        app, settings = create_app(), {"raise_server_exceptions": False}
        with TestClient(app, headers=headers, **settings) as client:
            yield client


def state(client):
    """What the lifespan of this client's service has made."""
    return client.app_state


def lines(log, event=None):
    """The lines of a log as dictionaries; of one kind of event, or all."""
    found = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    return [line for line in found if event in (None, line["event"])]


@pytest.fixture
def server_log(tmp_path, monkeypatch):
    """The file to which the next live_server writes, on both of its outputs."""
    file = tmp_path / "server.log"
    monkeypatch.setattr("tests.live.tempfile.TemporaryFile", lambda: file.open("w+b"))
    return file


@pytest.fixture(scope="module")
def shop(keys, trained):
    """A client whose key is for predictions."""
    with running(keys["shop"]) as client:
        yield client


@pytest.fixture(scope="session")
def url(keys, trained):
    """The address of a real server, which waits half a second for a body."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BODY_SECONDS", "0.5")
        with live_server() as url:
            yield url
