"""The model's file: who can fetch it, who can change it, and who made it."""

import http.client
import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app import passport as loading
from app import signing
from app.config import Settings
from app.model import FraudModel
from app.passport import PassportError
from tests.conftest import lines, running

threat = pytest.mark.threat
ROOTS = ["", "/docs", "/models", "/static-offline-docs"]
DOWN = ["/", "..".join("//"), "/%2e%2e/", "/..%2f..%2f", "/..%5c", "/.%00/"]
FILES = ["models/fraud.joblib", "fraud.joblib", "fraud.json", ".env", "keys.json"]
FILES += ["app/main.py", "models/", "swagger-ui.css/%2e%2e/core.py"]


@threat("API8", "the model and the secrets", "a walk over paths", "no file by name")
def test_no_path_leads_to_a_file(keys, url):
    paths = {root + down + file for root in ROOTS for down in DOWN for file in FILES}
    here = [Settings().keys_file, loading.MODELS / "fraud.joblib"]
    paths |= {slash + quote(str(path)) for path in here for slash in ("", "/")}
    host = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)
    boss = {"X-API-Key": keys["boss"]}
    for headers, codes in [({}, {401, 400}), (boss, {404, 400})]:
        for path in sorted(paths):  # as it stands: requests would tidy it up first
            host.request("GET", path, headers=headers)
            answer = host.getresponse()
            assert answer.status in codes and len(answer.read()) < 300, path


@pytest.fixture
def models(tmp_path, trained, monkeypatch):
    """A copy of the model, to do what one likes with."""
    for name in ("fraud.joblib", "fraud.json"):
        (tmp_path / name).write_bytes((loading.MODELS / name).read_bytes())
    monkeypatch.setattr(loading, "MODELS", tmp_path)
    return tmp_path


@threat("–", "the decisions", "one bit changed in the model", "the passport")
@pytest.mark.parametrize("place", [0, 1000, -1])
def test_one_changed_bit_is_caught_before_loading(models, monkeypatch, place):
    data = bytearray((models / "fraud.joblib").read_bytes())
    data[place] ^= 1
    (models / "fraud.joblib").write_bytes(data)
    monkeypatch.setattr(loading.joblib, "load", lambda file: pytest.fail("unpickled!"))
    with pytest.raises(PassportError, match="SHA-256"):
        FraudModel()


def forge(models):
    """Another model, and a passport that fits it."""
    import hashlib

    import joblib
    from sklearn.dummy import DummyClassifier

    joblib.dump(DummyClassifier().fit([[0] * 7], [0]), models / "fraud.joblib")
    passport = json.loads((models / "fraud.json").read_text("utf-8"))
    data = (models / "fraud.joblib").read_bytes()
    passport["sha256"] = hashlib.sha256(data).hexdigest()
    (models / "fraud.json").write_text(json.dumps(passport), "utf-8")


@threat("–", "the decisions", "who can write model and passport", "a signature")
def test_only_what_the_owner_signed_is_loaded(models):
    ours, theirs = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    public = ours.public_key().public_bytes_raw().hex()
    with pytest.raises(PassportError, match="not signed"):
        FraudModel(public)
    signing.sign("fraud", ours.private_bytes_raw())
    assert FraudModel(public).passport["name"] == "fraud"
    signing.sign("fraud", theirs.private_bytes_raw())
    with pytest.raises(PassportError, match="not signed"):
        FraudModel(public)
    signing.sign("fraud", ours.private_bytes_raw())
    forge(models)
    FraudModel()  # the passport fits: a hash cannot tell who made it
    with pytest.raises(PassportError, match="not signed"):
        FraudModel(public)


@threat("–", "the decisions", "a model that nobody signed", "no start")
def test_an_unsigned_model_stops_the_start(models):
    ours = Ed25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    with pytest.raises(PassportError, match="not signed"), running(signed_by=ours):
        pass


@threat("–", "the decisions", "a passport of a save that was killed", "is checked, too")
def test_the_signed_passport_is_the_one_that_is_loaded(models, monkeypatch):
    # The loader takes fraud.json.new where that fits: it must be what was signed.
    ours = Ed25519PrivateKey.generate()
    signing.sign("fraud", ours.private_bytes_raw())
    signed = (models / "fraud.json").read_bytes()
    forge(models)
    (models / "fraud.json").rename(models / "fraud.json.new")
    (models / "fraud.json").write_bytes(signed)
    monkeypatch.setattr(loading.joblib, "load", lambda file: pytest.fail("unpickled!"))
    with pytest.raises(PassportError, match="not signed"):
        FraudModel(ours.public_key().public_bytes_raw().hex())


@threat("API8", "the decisions", "signing that is off unnoticed", "a line at the start")
def test_whether_signatures_are_checked_is_said_at_the_start(models, capfd):
    ours = Ed25519PrivateKey.generate()
    signing.sign("fraud", ours.private_bytes_raw())
    with running():
        pass
    [off] = lines(capfd.readouterr().out, "started")
    with running(signed_by=ours.public_key().public_bytes_raw().hex()):
        pass
    [on] = lines(capfd.readouterr().out, "started")
    assert off["signature"] == "NOT CHECKED: SIGNED_BY is not set"
    assert on["signature"] == "checked"
    assert off["model"] == "fraud 1" and off["keys"]["valid"] >= 3


def test_sign_model_makes_a_key_and_signs(models, tmp_path, monkeypatch):
    monkeypatch.setenv("MODEL_DIR", str(models))
    program = Path(__file__).resolve().parent.parent / "sign_model.py"
    command = [sys.executable, str(program), str(tmp_path / "private.key")]
    said = [subprocess.run(command, capture_output=True, text=True) for _ in range(2)]
    assert said[0].stdout == said[1].stdout
    FraudModel(said[0].stdout.strip().removeprefix("SIGNED_BY="))
    (models / "fraud.json").unlink()
    again = subprocess.run(command, capture_output=True, text=True)
    assert again.returncode == 1 and again.stderr.startswith("Nothing was signed")
