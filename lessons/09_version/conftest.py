"""What the tests share. The first run also trains a model for you to serve."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
import save_model as saving
from admin_key import new_admin_key
from load_model import MODELS
from publish import publish
from registry import NAME, versions
from tastes import simulated
from train import train

FACTORS = {"poor": 2, "good": 6, "worse": 60}


@pytest.fixture(scope="session", autouse=True)
def trained():
    if not versions(MODELS / "registry"):
        script = Path(__file__).with_name("train.py")
        subprocess.run([sys.executable, str(script)], check=True)


@pytest.fixture(scope="session")
def sources(tmp_path_factory):
    """{"poor": a folder with a saved model, "good": …, "worse": …}"""
    folders, ratings = {}, simulated()
    for name, factors in FACTORS.items():
        folders[name] = tmp_path_factory.mktemp(name)
        model, facts = train(ratings, factors)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(saving, "MODELS", folders[name])
            saving.save_model(model, NAME, **facts)
    return folders


@pytest.fixture
def registry(sources, tmp_path):
    """A registry of its own: version 1 is poor, 2 is good, 3 is worse than both."""
    for name in ("poor", "good", "worse"):
        publish(tmp_path / "registry", sources[name])
    return tmp_path / "registry"


@pytest.fixture(scope="session", autouse=True)
def key(tmp_path_factory):
    """An admin's header. Your own key, journal and policy stay out of the tests."""
    os.environ["KEYS_FILE"] = str(tmp_path_factory.mktemp("secrets") / "keys.json")
    for name in ("JOURNAL_FILE", "POLICY"):
        os.environ.pop(name, None)
    return {"X-API-Key": new_admin_key()}


@contextmanager
def running(registry, **environment):
    """The service with this registry, and a client to ask it."""
    import app
    from fastapi.testclient import TestClient

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(app, "REGISTRY", registry)
        for name, value in environment.items():
            patch.setenv(name.upper(), value)
        with TestClient(app.app, raise_server_exceptions=False) as client:
            yield client
