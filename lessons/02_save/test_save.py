"""A saved model comes back the same, or not at all: python -m pytest"""

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path

import joblib
import passport as subject
import pytest
from passport import PassportError, load_model, save_model
from sklearn.datasets import load_iris
from train import train

HERE = Path(__file__).resolve().parent
FEATURES = ["sepal length", "sepal width", "petal length", "petal width"]


@pytest.fixture(scope="module")
def trained():
    return train()


@pytest.fixture
def saved(trained, tmp_path, monkeypatch):
    """A model, saved in a folder that only this test sees."""
    monkeypatch.setattr(subject, "MODELS", tmp_path)
    model, facts = trained
    return model, save_model(model, "iris", **facts)


@pytest.fixture(autouse=True)
def count_unpickled(monkeypatch):
    """Count what is unpickled: a refused file must never be."""
    real, calls = joblib.load, []
    monkeypatch.setattr(joblib, "load", lambda file: calls.append(1) or real(file))
    return calls


def change_passport(folder, **changes):
    file = folder / "iris.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | changes))


def flip_one_bit(folder):
    data = bytearray((folder / "iris.joblib").read_bytes())
    data[len(data) // 2] ^= 1
    (folder / "iris.joblib").write_bytes(data)


def says(text):
    return lambda folder: (folder / "iris.json").write_text(text)


# --- loading -------------------------------------------------------------------------


def test_the_same_predictions_to_the_last_bit(saved):
    again, _ = load_model("iris", FEATURES)
    data = load_iris().data
    before, after = saved[0].predict_proba(data), again.predict_proba(data)
    assert before.tobytes() == after.tobytes()


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (lambda f: (f / "iris.joblib").unlink(), "joblib: the model is not there"),
        (
            lambda f: (f / "iris.json").unlink(),
            "the model's passport is not there",
        ),
        (says(""), "json is not read: it is empty"),
        (says("{"), "json is not read: it is no whole passport"),
        (says("[]"), "json is not read: it is no whole passport"),
        (says('{"name": "another program", "version": "1.0.0"}'), "no whole passport"),
        (lambda f: change_passport(f, features=[]), "no whole passport"),
        (lambda f: change_passport(f, features=[{"name": 5}]), "no whole passport"),
        (lambda f: change_passport(f, libraries={"": "1"}), "no whole passport"),
        (flip_one_bit, "SHA-256"),
        (
            lambda f: change_passport(f, libraries={"scikit-learn": "1.0"}),
            "scikit-learn was 1.0, now it is",
        ),
        (lambda f: change_passport(f, libraries={"nope": "1"}), "it is not installed"),
    ],
)
def test_what_is_off_is_named_and_nothing_is_unpickled(
    saved, tmp_path, count_unpickled, spoil, complaint
):
    spoil(tmp_path)
    with pytest.raises(PassportError, match=complaint) as refused:
        load_model("iris", FEATURES)
    said = str(refused.value)
    assert "iris.jo" in said or "iris.json" in said
    assert said.endswith("To build it: python train.py") and "\n" not in said
    assert count_unpickled == []


def test_features_in_another_order_are_refused(saved, count_unpickled):
    with pytest.raises(PassportError, match="petal width, in this order") as refused:
        load_model("iris", FEATURES[::-1])
    assert "train.py" not in str(refused.value)  # the model is fine: the caller is not
    assert count_unpickled == []


# --- saving: what was there before stays until the new one is whole ------------------

# Saves model "new" over model "old", and ends like a kill -9 at the step that is named.
DIES = """
import os, sys
import passport
step, count = sys.argv[1], int(sys.argv[2])
real, seen = getattr(os, step), []
def dies(*arguments):
    seen.append(1)
    if len(seen) == count:
        os._exit(9)
    return real(*arguments)
setattr(os, step, dies)
passport.save_model(["new"], "tiny", version="new", features=[{"name": "a"}])
"""


def save_tiny(version):
    return save_model([version], "tiny", version=version, features=[{"name": "a"}])


def load_tiny():
    """Return the version of a model, which must be that of its passport."""
    [version], passport = load_model("tiny", ["a"])
    assert passport["version"] == version
    return version


@pytest.mark.parametrize(
    ("step", "count", "left"),
    [
        ("fsync", 1, "old"),  # the new model may not be on the disk yet
        ("fsync", 3, "old"),  # nor its passport
        ("replace", 1, "old"),  # the rename that decides has not been done
        ("replace", 2, "new"),  # it has, though the passport lies in its old place
        ("replace", 3, "new"),  # all is done: there is no third
    ],
)
def test_a_training_that_is_killed_leaves_one_whole_pair(
    tmp_path, monkeypatch, step, count, left
):
    monkeypatch.setattr(subject, "MODELS", tmp_path)
    save_tiny("old")
    command = [sys.executable, "-c", DIES, step, str(count)]
    env = os.environ | {"MODEL_DIR": str(tmp_path)}
    done = subprocess.run(command, cwd=HERE, env=env)
    assert done.returncode == (0 if count == 3 and step == "replace" else 9)
    assert load_tiny() == left
    save_tiny("next")  # and what was left over is swept
    assert load_tiny() == "next"
    names = {path.name for path in tmp_path.iterdir()} - {"tiny.lock"}
    assert names == {"tiny.joblib", "tiny.json"}


@pytest.mark.parametrize("count", range(1, 6))
def test_a_full_disk_costs_a_sentence_and_not_the_model(saved, monkeypatch, count):
    """Each write that waits for the disk fails once."""
    save_tiny("old")
    real, seen = os.fsync, []

    def full(number):
        seen.append(number)
        if len(seen) == count:
            raise OSError(28, "No space left on device")
        return real(number)

    monkeypatch.setattr(os, "fsync", full)
    if count > 4:  # the decision has been made: what is left is tidying
        save_tiny("new")
        assert load_tiny() == "new"
        return
    with pytest.raises(PassportError, match="not saved: No space left") as refused:
        save_tiny("new")
    assert str(refused.value).endswith("What was there before is still there.")
    assert load_tiny() == "old"


@pytest.mark.parametrize(
    ("model", "facts", "complaint"),
    [
        (lambda: 1, {"features": [{"name": "a"}]}, pickle.PicklingError),
        (1, {"features": [{"name": "a"}], "metrics": {1, 2}}, TypeError),
        (1, {}, PassportError),  # nobody could load it again
        (1, {"features": ["a"]}, PassportError),
    ],
)
def test_what_cannot_be_saved_leaves_the_old_model(saved, model, facts, complaint):
    save_tiny("old")
    with pytest.raises((complaint, AttributeError)):
        save_model(model, "tiny", version="new", **facts)
    assert load_tiny() == "old"


def test_a_folder_that_takes_no_files(tmp_path, monkeypatch):
    (tmp_path / "models").write_text("a file, where a folder is needed")
    monkeypatch.setattr(subject, "MODELS", tmp_path / "models")
    with pytest.raises(PassportError, match="not saved"):
        save_tiny("new")
    with pytest.raises(PassportError, match="To build it"):
        load_tiny()


# --- the program ---------------------------------------------------------------------


def run_train(folder):
    env = os.environ | {"MODEL_DIR": str(folder), "PYTHONUTF8": "1"}
    command = [sys.executable, HERE / "train.py"]
    return subprocess.run(command, env=env, capture_output=True, encoding="utf-8")


def test_train_prints_its_score_and_what_it_saved(tmp_path):
    done = run_train(tmp_path / "ü b")
    assert done.stdout.splitlines() == [
        "accuracy on 30 held-out flowers: 0.97",
        "saved ü b/iris.joblib and its passport, iris.json",
    ]


def test_train_that_cannot_save_says_so_in_one_line(tmp_path):
    (tmp_path / "file").touch()
    done = run_train(tmp_path / "file")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1 and "is not saved" in done.stderr
