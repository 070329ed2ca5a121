"""Training says what it did, and leaves what was there before when it fails."""

import os
import subprocess
import sys

import pytest
import train as training
from sklearn.ensemble import HistGradientBoostingClassifier

from app.passport import PROJECT, PassportError, read_passport


@pytest.fixture
def models(tmp_path, monkeypatch):
    monkeypatch.setattr(training, "MODELS", tmp_path)
    monkeypatch.setattr("app.passport.MODELS", tmp_path)
    return tmp_path


def names(folder):
    return {path.name for path in folder.iterdir() if path.suffix != ".lock"}


def test_training_tells_the_scores_and_leaves_two_models(tmp_path):
    env = os.environ | {"MODEL_DIR": str(tmp_path)}
    command = [sys.executable, "train.py"]
    done = subprocess.run(command, cwd=PROJECT, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("held-out accuracy: 0.9") == 2
    for name in ("iris_linear", "digits_forest"):
        assert {f"{name}.joblib", f"{name}.json"} <= names(tmp_path)
        assert len(list(tmp_path.glob(f"{name}-*.onnx"))) == 1


def test_a_training_that_fails_leaves_the_old_model_whole(models, monkeypatch):
    name, model, facts = training.train_iris()
    training.save(name, model, facts)
    before, old = names(models), read_passport(name)
    model[-1].coef_ *= 2  # another model, so another ONNX file

    def fail(*_, **__):
        raise PassportError("the disk is full")

    monkeypatch.setattr(training, "save_model", fail)
    monkeypatch.setattr(training, "train_iris", lambda: (name, model, facts))
    with pytest.raises(SystemExit, match=r"^Nothing was saved: the disk is full$"):
        training.main()
    assert read_passport(name) == old and before <= names(models)
    assert (models / old["onnx"]["file"]).exists()
    monkeypatch.undo()
    monkeypatch.setattr(training, "MODELS", models)
    monkeypatch.setattr("app.passport.MODELS", models)
    training.save(name, model, facts)
    assert len(list(models.glob(f"{name}-*.onnx"))) == 1  # what was left is swept


def test_a_model_without_an_onnx_form_is_saved_without(models, capsys):
    name, _, facts = training.train_iris()
    model = HistGradientBoostingClassifier(max_iter=2)
    model, _, _ = training.held_out(model, training.load_iris())
    training.save(name, model, facts)
    assert "does not convert to ONNX" in capsys.readouterr().out
    assert "onnx" not in read_passport(name)
