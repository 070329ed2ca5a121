"""What the tests share. The first run also learns from drawn faces (some seconds)."""

import base64
import io
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient

from app.passport import PassportError, read_passport
from app.security import new_key
from training.drawn import draw, somebody

# A proxy, if one is set, has no business with 127.0.0.1.
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"

try:
    read_passport("faces")
except PassportError:
    train = Path(__file__).parent.parent / "train.py"
    subprocess.run([sys.executable, str(train)], check=True)


@pytest.fixture(scope="session")
def random():
    return np.random.default_rng(11)


def file(picture, kind="PNG"):
    """Return the bytes of a file with this picture."""
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()


class Somebody:
    """A drawn person, of whom there are as many pictures as are wanted."""

    def __init__(self, random, group="long"):
        self.traits, self.random = somebody(random, group), random

    def pictures(self, count):
        return [file(draw(self.traits, self.random)) for _ in range(count)]


@pytest.fixture
def new_person(random):
    return lambda: Somebody(random)


@pytest.fixture
def keys(tmp_path):
    """{scope: a key for that and for nothing else}, and "all"."""
    path, scopes = tmp_path / "keys.json", ("recognise", "enrol", "admin")
    made = {scope: new_key(path, scope, [scope]) for scope in scopes}
    return made | {"all": new_key(path, "all", list(scopes))}


@pytest.fixture
def environment(tmp_path, keys, monkeypatch):
    """Settings of a service of its own, as variables."""
    values = {
        "FACES_KEY": base64.b64encode(bytes(range(32))).decode(),
        "KEYS_FILE": str(tmp_path / "keys.json"),
        "STORE_FILE": str(tmp_path / "people.db"),
        "LOG_FILE": str(tmp_path / "log"),
        "RATE_LIMIT": "100000/minute",
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return values


@pytest.fixture
def client(environment, keys):
    from app.main import create_app

    headers = {"X-API-Key": keys["all"]}
    with TestClient(
        create_app(), headers=headers, raise_server_exceptions=False
    ) as client:
        yield client
