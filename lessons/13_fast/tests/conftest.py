"""What the tests share. The first run also trains the models for you to serve."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.passport import PassportError, read_passport
from tests.live import live_server

# A proxy, if one is set, has no business with 127.0.0.1.
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"

try:
    for name in ("iris_linear", "digits_forest"):
        read_passport(name)
except PassportError:  # importing the app needs the passport
    train = Path(__file__).parent.parent / "train.py"
    subprocess.run([sys.executable, str(train)], check=True)


@pytest.fixture(scope="session")
def client():
    from app.main import app

    # Without `with`, lifespan does not run and no model is loaded.
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def server():
    """The address of a real server, started as the README says."""
    with live_server() as url:
        yield url


@pytest.fixture(scope="session")
def quick_server():
    """The address of a real server with uvicorn's parts in C."""
    with live_server(env=os.environ | {"UVICORN_HTTP": "app.protocol:Quick"}) as url:
        yield url


@pytest.fixture
def row():
    """A row, as the passport has it: four centimetres."""
    return list(read_passport("iris_linear")["example"])
