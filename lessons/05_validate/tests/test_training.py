"""Training says what it did, and refuses what would only fail later."""

import os
import subprocess
import sys

import pytest
import train as training

from app.passport import PROJECT, PassportError
from training.data import UNITS, check_names, load_samples


def run(tmp_path, *command):
    env = os.environ | {"MODEL_DIR": str(tmp_path)}
    command = [sys.executable, *command]
    return subprocess.run(command, cwd=PROJECT, env=env, capture_output=True, text=True)


def test_training_tells_the_score_and_leaves_a_pair(tmp_path):
    done = run(tmp_path, "train.py")
    assert done.returncode == 0, done.stderr
    assert "held-out accuracy: 0.9" in done.stdout
    assert {"cancer.joblib", "cancer.json"} <= {
        path.name for path in tmp_path.iterdir()
    }


@pytest.mark.parametrize("why", [PassportError("the disk is full"), ValueError("a b")])
def test_a_training_that_fails_says_so_in_a_sentence(monkeypatch, why):
    def fail(*_, **__):
        raise why

    monkeypatch.setattr(training, "train", lambda: ([1], {}))
    monkeypatch.setattr(training, "save_model", fail)
    with pytest.raises(SystemExit, match=f"^Nothing was saved: {why}$"):
        training.main()


def test_the_data_are_what_the_names_say():
    data, malignant = load_samples()
    assert data.shape == (569, 10) and list(data) == list(UNITS)
    assert malignant.sum() == 212


@pytest.mark.parametrize(
    "name", ["_id", "model_config", "copy", "class", "mean radius", "", "1st"]
)
def test_a_name_that_no_field_can_have_is_refused(name):
    with pytest.raises(ValueError, match="rename it"):
        check_names([*UNITS, name])
    check_names(UNITS)
