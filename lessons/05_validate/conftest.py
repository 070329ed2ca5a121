"""What the tests share. The first run also trains a model for you to serve."""

import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from load_model import MODELS

if not (MODELS / "cancer.json").exists():  # importing the app needs the passport
    train = Path(__file__).with_name("train.py")
    subprocess.run([sys.executable, str(train)], check=True)


@pytest.fixture(scope="session")
def client():
    from app import app

    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def sample():
    from schemas import PASSPORT

    return dict(PASSPORT["example"])
