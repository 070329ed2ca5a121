"""What the tests share. The first run also trains a model for you to serve."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from load_model import MODELS


@pytest.fixture(scope="session", autouse=True)
def trained():
    if not (MODELS / "spam.json").exists():
        train = Path(__file__).with_name("train.py")
        subprocess.run([sys.executable, str(train)], check=True)


@pytest.fixture(scope="session", autouse=True)
def own_store(tmp_path_factory):
    """Not the store of your service: one for this run only."""
    os.environ["STORE_FILE"] = str(tmp_path_factory.mktemp("store") / "store.db")
    for name in ("LOG_FILE", "PROMETHEUS_MULTIPROC_DIR"):
        os.environ.pop(name, None)


@pytest.fixture(scope="session")
def model(trained):
    from load_model import load_model

    return load_model("spam", ["text"])[0]


@pytest.fixture
def client(trained):
    from app import app

    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
