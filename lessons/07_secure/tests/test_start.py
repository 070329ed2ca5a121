"""The secrets: needed, named when they are missing, and shown nowhere."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from shutil import copy, copytree

import pytest

from app.config import PROJECT, SettingsError, read_settings
from app.security import KeyFileError
from tests.conftest import running

threat = pytest.mark.threat


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A copy of the programs, in which nothing is set yet."""
    for file in PROJECT.glob("*.py"):
        copy(file, tmp_path)
    copytree(PROJECT / "app", tmp_path / "app")
    for name in ("AUDIT_SECRET", "KEYS_FILE", "SIGNED_BY", "RATE_LIMIT"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def run(folder, *arguments):
    """Run Python there; return what it printed, or how it failed."""
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return done.stdout if done.returncode == 0 else done.stderr


@threat("API8", "the service", "a start without secrets", "it refuses, and says which")
def test_it_does_not_start_without_its_secrets(elsewhere, monkeypatch):
    read = ["-c", "from app.config import read_settings; read_settings()"]
    assert "AUDIT_SECRET (Field required), KEYS_FILE (Field" in run(elsewhere, *read)
    monkeypatch.setenv("AUDIT_SECRET", "a-secret-that-is-here" * 2)
    said = run(elsewhere, *read)
    assert "Not started: KEYS_FILE (Field required)." in said
    assert "AUDIT" not in said.splitlines()[-1] and "that-is-here" not in said
    monkeypatch.setenv("AUDIT_SECRET", "short-one")
    said = run(elsewhere, *read)
    assert "AUDIT_SECRET (Value should have at least" in said
    assert "short-one" not in said


def test_it_does_not_start_without_its_keys(tmp_path):
    nowhere = str(tmp_path / "nowhere.json")
    with pytest.raises(KeyFileError, match="nowhere"), running(keys_file=nowhere):
        pass


@threat("–", "the audit", "a log that cannot be written", "no start")
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full of Linux")
def test_it_does_not_start_without_its_log(keys):
    with (
        pytest.raises(SettingsError, match="the log: No space left"),
        running(log_file="/dev/full"),
    ):
        pass


@threat("API8", "the secrets", "a reader of logs and errors", "SecretStr")
def test_settings_do_not_show_their_secrets(keys):
    settings, secret = read_settings(), os.environ["AUDIT_SECRET"]
    assert settings.audit_secret.get_secret_value() == secret
    assert secret not in f"{settings!r} {settings} {settings.model_dump()}"


@pytest.mark.parametrize(
    "wrong",
    [
        {"rate_limit": "many"},
        {"guess_limit": "0/minute"},
        {"at_once": "0"},
        {"body_seconds": "soon"},
        {"signed_by": "not a key"},
    ],
)
def test_a_wrong_setting_stops_the_start(wrong):
    [name] = wrong
    with pytest.raises(SettingsError, match=name.upper()), running(**wrong):
        pass


@threat("API8", "the secrets", "a reader of the code", "none in it; .gitignore")
def test_no_secret_is_in_the_code():
    ignored = (PROJECT / ".gitignore").read_text("utf-8").split()
    assert {".env", "keys.json", "*.key", "models/"} <= set(ignored)
    secret = re.compile(r"fraud_[\w-]{43}|\b[0-9a-f]{64}\b")
    kinds, aside = (".py", ".md", ".txt", ".ipynb"), {".venv", "models"}
    files = [each for each in PROJECT.rglob("*") if each.suffix in kinds]
    files = [each for each in files if not aside & {*each.relative_to(PROJECT).parts}]
    assert len(files) > 30
    for file in files:
        assert not secret.search(file.read_text("utf-8")), file.name


def test_init_makes_secrets_once_and_for_their_owner_only(elsewhere):
    said = run(elsewhere, "keys.py", "init")
    key = re.search(r"^API_KEY=(fraud_[\w-]{43})$", said, re.MULTILINE)[1]
    env, file = elsewhere / ".env", elsewhere / "keys.json"
    assert key not in env.read_text("utf-8") + file.read_text("utf-8")
    if sys.platform != "win32":
        assert stat.S_IMODE(env.stat().st_mode) == 0o600
    before = env.read_bytes(), file.read_bytes()
    assert "already" in run(elsewhere, "keys.py", "init")
    assert before == (env.read_bytes(), file.read_bytes())
    run(elsewhere, "keys.py", "new", "shop", "--scope", "predict", "admin")
    run(elsewhere, "keys.py", "revoke", "first")
    first, shop = run(elsewhere, "keys.py", "list").splitlines()
    assert re.fullmatch(r"first predict revoked 2\d{3}-\d\d-\d\d", first)
    assert re.fullmatch(r"shop predict admin valid 2\d{3}-\d\d-\d\d", shop)
    assert not list(elsewhere.glob("*.new"))
    assert "no valid key named nobody" in run(elsewhere, "keys.py", "revoke", "nobody")
    assert "no valid key named" in run(elsewhere, "keys.py", "revoke")
    assert "whose key" in run(elsewhere, "keys.py", "new")
    assert "how many days" in run(elsewhere, "keys.py", "new", "me", "--days", "0")
