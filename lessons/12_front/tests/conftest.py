"""What the tests share. The first run also trains a model for you to serve."""

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
    read_passport("digits")
except PassportError:  # importing the app needs the passport
    train = Path(__file__).parent.parent / "train.py"
    subprocess.run([sys.executable, str(train)], check=True)


def pytest_configure(config):
    about = "trains, or kills and reloads under load; -m 'not slow' leaves it out"
    config.addinivalue_line("markers", f"slow: {about}")
    # app/decoding.py has switched them off for the service, and pytest on again.
    config.addinivalue_line("filterwarnings", "ignore:::PIL")


@pytest.fixture(scope="session")
def model():
    from app.model import DigitModel

    return DigitModel()


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
