"""A saved model comes back the same, or not at all: python -m pytest"""

import json

import joblib
import load_model as loading
import pytest
import save_model as saving
from load_model import PassportError, load_model
from save_model import save_model
from sklearn.datasets import load_iris
from train import train

FEATURES = ["sepal length", "sepal width", "petal length", "petal width"]


@pytest.fixture
def saved(tmp_path, monkeypatch):
    """A freshly trained model, saved in a folder that only this test sees."""
    for module in (saving, loading):
        monkeypatch.setattr(module, "MODELS", tmp_path)
    model, facts = train()
    return model, save_model(model, "iris", **facts)


@pytest.fixture(autouse=True)
def count_unpickled(monkeypatch):
    """Count what is unpickled: a refused file must never be."""
    real, calls = joblib.load, []
    monkeypatch.setattr(joblib, "load", lambda file: calls.append(1) or real(file))
    return calls


def test_the_same_predictions_to_the_last_bit(saved):
    again, _ = load_model("iris", FEATURES)
    data = load_iris().data
    before, after = saved[0].predict_proba(data), again.predict_proba(data)
    assert before.tobytes() == after.tobytes()


def change_passport(folder, **changes):
    file = folder / "iris.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | changes))


def flip_one_bit(folder):
    data = bytearray((folder / "iris.joblib").read_bytes())
    data[len(data) // 2] ^= 1
    (folder / "iris.joblib").write_bytes(data)


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (lambda f: (f / "iris.joblib").unlink(), "No such file"),
        (lambda f: (f / "iris.json").unlink(), "No such file"),
        (lambda f: (f / "iris.json").write_text("{"), "Expecting"),
        (lambda f: (f / "iris.json").write_text("[]"), "list indices"),
        (flip_one_bit, "SHA-256"),
        (
            lambda f: change_passport(f, libraries={"scikit-learn": "1.0"}),
            "scikit-learn was 1.0",
        ),
        (lambda f: change_passport(f, features=[]), "it expects , in this order"),
    ],
)
def test_what_is_off_is_named_and_nothing_is_unpickled(
    saved, tmp_path, count_unpickled, spoil, complaint
):
    spoil(tmp_path)
    with pytest.raises(PassportError, match=complaint) as refused:
        load_model("iris", FEATURES)
    assert "iris.joblib" in str(refused.value) and "train.py" in str(refused.value)
    assert count_unpickled == []


def test_features_in_another_order_are_refused(saved, count_unpickled):
    with pytest.raises(PassportError, match="petal width, in this order"):
        load_model("iris", FEATURES[::-1])
    assert count_unpickled == []
