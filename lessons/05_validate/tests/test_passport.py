"""What may be loaded, what is refused in which words, and that a save costs nothing."""

import json
import os
import signal
import subprocess
import sys

import pytest

from app import passport as passports
from app.passport import PassportError, load_model, read_passport, save_model

FACTS = {"version": "1", "features": [{"name": "a"}, {"name": "b"}]}


@pytest.fixture(autouse=True)
def models(tmp_path, monkeypatch):
    monkeypatch.setattr(passports, "MODELS", tmp_path)
    return tmp_path


def test_what_was_saved_is_loaded(models):
    saved = save_model([1, 2], "box", **FACTS)
    assert load_model("box", ["a", "b"]) == ([1, 2], saved)
    assert read_passport("box") == saved
    names = {path.name for path in models.iterdir()}
    assert names - {"box.lock"} == {"box.joblib", "box.json"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (None, "the model's passport is not there. To build it: python train"),
        ("", "it is empty. To build it: python train"),
        ("{", "it is no whole passport"),
        ("[]", "it is no whole passport"),
        ("{}", "it is no whole passport"),
        ("[" * 100_000, "it is no whole passport"),
        (b"\xff\xfe", "it is no whole passport"),
        ('{"sha256": 1, "features": 2, "libraries": 3}', "it is no whole passport"),
    ],
)
def test_what_is_no_passport_is_said_in_a_sentence(models, text, sentence):
    save_model([1, 2], "box", **FACTS)
    note = models / "box.json"
    note.unlink()
    if text is not None:
        note.write_bytes(text if isinstance(text, bytes) else text.encode())
    for attempt in (
        lambda: load_model("box", ["a", "b"]),
        lambda: read_passport("box"),
    ):
        with pytest.raises(PassportError, match=sentence):
            attempt()


def test_a_missing_model_is_not_called_a_missing_passport(models):
    with pytest.raises(PassportError, match=r"box.joblib: the model is not there"):
        load_model("box", ["a", "b"])


def test_nothing_is_unpickled_that_does_not_fit(models, monkeypatch):
    monkeypatch.setattr(passports.joblib, "load", lambda _: pytest.fail("unpickled"))
    save_model([1, 2], "box", **FACTS)
    with pytest.raises(PassportError, match=r"expects a, b, in this order\.$"):
        load_model("box", ["b", "a"])
    note = models / "box.json"
    saved = json.loads(note.read_text())
    for libraries in ({"scikit-learn": "1.5.2"}, {"no-such-library": "1"}):
        note.write_text(json.dumps(saved | {"libraries": libraries}))
        with pytest.raises(PassportError, match="now it is"):
            load_model("box", ["a", "b"])
    file = models / "box.joblib"
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    with pytest.raises(PassportError, match="SHA-256"):
        load_model("box", ["a", "b"])


# A save that is killed at each step that it takes on the disk, one after the other.
DIES = """
import os, signal, sys
from pathlib import Path
from app import passport
passport.MODELS, left = Path(sys.argv[1]), int(sys.argv[2])

def counted(function):
    def step(*args):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args)
    return step

os.replace, os.fsync = counted(os.replace), counted(os.fsync)
passport.save_model([3, 4], "box", version="2", features=[{"name": "a"}, {"name": "b"}])
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed_at_any_step_one_whole_pair_is_there(models):
    found = []
    for steps in range(9):
        save_model([1, 2], "box", **FACTS)
        command = [sys.executable, "-c", DIES, str(models), str(steps)]
        done = subprocess.run(command, cwd=passports.PROJECT)
        model, passport = load_model("box", ["a", "b"])
        assert (model, passport["version"]) in [([1, 2], "1"), ([3, 4], "2")]
        found.append(passport["version"])
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL
    assert done.returncode == 0 and found == sorted(found) and set(found) == {"1", "2"}
    save_model([1, 2], "box", **FACTS)
    names = {path.name for path in models.iterdir()}
    assert names - {"box.lock"} == {"box.joblib", "box.json"}, (
        "and nothing is left over"
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot limit a file's size")
def test_a_full_disk_costs_nothing_and_is_said_in_a_sentence(models):
    import resource

    saved = save_model([1, 2], "box", **FACTS)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        with pytest.raises(PassportError, match=r"not saved: File too large\."):
            save_model(list(range(1_000_000)), "box", **FACTS)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert load_model("box", ["a", "b"]) == ([1, 2], saved)
    assert not list(models.glob("*.new"))
