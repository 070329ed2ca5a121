"""What the tests share. The first run also trains a model for you to serve."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from passport import MODELS

# What the tests ask is on this machine: a proxy of yours has no business with it.
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"


@pytest.fixture(scope="session", autouse=True)
def trained():
    if not (MODELS / "iris.json").exists():
        train = Path(__file__).with_name("train.py")
        subprocess.run([sys.executable, str(train)], check=True)


@pytest.fixture(scope="session")
def client(trained):
    from app import app

    with TestClient(app) as client:  # without `with`, the model is never loaded
        yield client
