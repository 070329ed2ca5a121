"""Secrets and settings: needed, named when they are missing, and shown nowhere."""

import base64
import os
import stat
import subprocess
import sys
from shutil import copy, copytree

import pytest

from app.config import PROJECT, SettingsError, read_settings
from app.embedding import embedder
from app.schemas import CONSENT
from app.store import Store, StoreError


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A copy of the programs, in which nothing is set yet."""
    for file in PROJECT.glob("*.py"):
        copy(file, tmp_path)
    copytree(PROJECT / "app", tmp_path / "app")
    for name in ("FACES_KEY", "KEYS_FILE", "STORE_FILE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def run(folder, *arguments):
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return done.stdout if done.returncode == 0 else done.stderr


def test_it_does_not_start_without_its_secrets(elsewhere, monkeypatch):
    read = ["-c", "from app.config import read_settings; read_settings().key()"]
    assert "FACES_KEY (Field required), KEYS_FILE (Field" in run(elsewhere, *read)
    monkeypatch.setenv("KEYS_FILE", "keys.json")
    for key in ("too-short-to-be-one", "!" * 44, base64.b64encode(bytes(31)).decode()):
        monkeypatch.setenv("FACES_KEY", key)
        said = run(elsewhere, *read)
        assert "Not started: FACES_KEY" in said and key not in said


def test_init_makes_the_secrets_once(elsewhere):
    said = run(elsewhere, "keys.py", "init")
    assert said.startswith("API_KEY=faces_") and "recognise" in said
    before = (elsewhere / ".env").read_text()
    assert "already" in run(elsewhere, "keys.py", "init")
    assert (elsewhere / ".env").read_text() == before
    if os.name != "nt":
        assert not (elsewhere / ".env").stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    assert "first recognise enrol admin valid" in run(elsewhere, "keys.py", "list")
    made = run(elsewhere, "keys.py", "new", "door", "--scope", "recognise")
    assert "of door, for recognise," in made
    assert "no longer valid" in run(elsewhere, "keys.py", "revoke", "door")
    assert "door recognise revoked" in run(elsewhere, "keys.py", "list")


def test_another_key_refuses_to_start(environment, client, monkeypatch):
    from fastapi.testclient import TestClient

    from app.main import create_app

    monkeypatch.setenv("FACES_KEY", base64.b64encode(bytes(32)).decode())
    with (
        pytest.raises(StoreError, match=r"people\.db was made with another FACES_KEY"),
        TestClient(create_app()),
    ):
        pass


def test_settings_that_are_none(environment, monkeypatch):
    for name in ("KEEP_DAYS", "EMBEDDER", "RATE_LIMIT", "AT_ONCE"):
        monkeypatch.setenv(name, "-1")
        with pytest.raises(SettingsError, match=name):
            read_settings()
        monkeypatch.delenv(name)


def test_an_embedder_that_is_not_installed(monkeypatch):
    monkeypatch.setitem(sys.modules, "dlib", None)
    with pytest.raises(ValueError, match=r"pip install -r requirements-photos\.txt"):
        embedder("dlib")


def test_the_text_of_the_consent_has_the_version_that_is_asked_for():
    title = (PROJECT / "consent.md").read_text(encoding="utf-8").splitlines()[0]
    assert title == f"# Consent, version {CONSENT}"


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(StoreError, match=r"people\.db cannot be used"):
        Store(tmp_path / "nowhere" / "people.db", bytes(32), "drawn")
