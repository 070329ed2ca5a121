"""What the tests share. The first run also trains a model for you to serve."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir
from load_model import MODELS

# The same examples in every run, so that a red build can be repeated; nothing is kept.
settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)
settings.load_profile("repeatable")
set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "hypothesis")


@pytest.fixture(scope="session", autouse=True)
def trained():
    if not (MODELS / "sentiment.json").exists():
        train = Path(__file__).with_name("train.py")
        subprocess.run([sys.executable, str(train)], check=True)


@pytest.fixture(scope="session")
def client(trained):
    from app import app

    # Without `with`, the model is never loaded. A 5xx is for the tests to see.
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
