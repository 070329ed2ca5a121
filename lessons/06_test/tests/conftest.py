"""What the tests share. The first run also trains a model for you to serve."""

import os
import tempfile
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import settings
from hypothesis.configuration import set_hypothesis_home_dir
from train import train

from app.passport import PassportError, read_passport, save_model
from tests.live import live_server

# A proxy, if one is set, has no business with 127.0.0.1.
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"

# The same examples in every run, so that a red build can be repeated; nothing is kept.
settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)
settings.load_profile("repeatable")
set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "hypothesis")


@pytest.fixture(scope="session", autouse=True)
def trained():
    """Train the model that the service loads, unless it is there."""
    try:
        read_passport("sentiment")
    except PassportError:
        model, facts = train()
        save_model(model, "sentiment", **facts)


@pytest.fixture(scope="session")
def client(trained):
    """The service with its model, asked without a network."""
    from app.main import app

    # Without `with`, the model is never loaded. A 5xx is for the tests to see.
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def model(trained):
    """The model alone, without a service around it."""
    from app.model import SentimentModel

    return SentimentModel()


@pytest.fixture(scope="session")
def server(trained):
    """The address of a real server, started as the README says."""
    with live_server() as url:
        yield url
