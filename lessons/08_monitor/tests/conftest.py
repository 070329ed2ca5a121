"""What the tests share. The first run also trains a model for you to serve."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.passport import PassportError, load_model, read_passport
from tests.live import live_server

# A proxy, if one is set, has no business with 127.0.0.1.
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"
os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)  # read when the app is imported
PROJECT = Path(__file__).parent.parent


def pytest_configure(config):
    config.addinivalue_line("markers", "slow: waits for a real Prometheus")


@pytest.fixture(scope="session", autouse=True)
def trained():
    try:
        read_passport("spam")
    except PassportError:
        subprocess.run([sys.executable, str(PROJECT / "train.py")], check=True)


@pytest.fixture(scope="session", autouse=True)
def own_store(tmp_path_factory):
    """Not the store of your service: one for this run only."""
    os.environ["STORE_FILE"] = str(tmp_path_factory.mktemp("store") / "store.db")
    for name in ("LOG_FILE", "KEEP_DAYS", "WEB_CONCURRENCY"):
        os.environ.pop(name, None)


@pytest.fixture(scope="session")
def model(trained):
    return load_model("spam", ["text"])[0]


@pytest.fixture
def client(trained):
    from app.main import app

    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def spam_filter(client):
    """The SpamFilter behind `client`, to be bent by a test."""
    return client.app_state["filter"]


@pytest.fixture
def number(client):
    """number(line): the value of one line of the metrics; 0 if it is not there yet."""

    def number(line):
        text = client.get("/metrics").text
        found = re.search(rf"^{re.escape(line)} (\S+)$", text, re.MULTILINE)
        return float(found[1]) if found else 0

    return number


@pytest.fixture(scope="session")
def server(trained, own_store):
    """The address of a real server, started as the README says."""
    with live_server() as url:
        yield url
