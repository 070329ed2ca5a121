"""Four forms of a model, and one answer."""

import numpy as np
import pytest
from sklearn.datasets import load_digits, load_iris
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from app import forms as module
from app.forms import FORMS, RUNTIME, load
from app.model import QuickModel
from app.passport import MODELS, PassportError, read_passport
from training.export import NoOnnx, linear, save_onnx

IRIS, DIGITS = read_passport("iris_linear"), read_passport("digits_forest")
needs_runtime = pytest.mark.skipif(not RUNTIME, reason="no onnxruntime for this system")
CASES = [
    (IRIS, "numbers", load_iris().data, 1e-12),
    (IRIS, "onnx", load_iris().data, 2e-6),
    (DIGITS, "trees", load_digits().data, 1e-12),
    (DIGITS, "onnx", load_digits().data, 2e-6),
]


@needs_runtime
@pytest.mark.parametrize(("passport", "form", "rows", "near"), CASES)
def test_every_row_as_scikit_learn_has_it(passport, form, rows, near):
    plain, lean = load(passport, "sklearn"), load(passport, form)
    expected, found = plain.table(rows), lean.table(rows)
    assert np.abs(found - expected).max() < near
    assert (found.argmax(axis=1) == expected.argmax(axis=1)).all()
    assert (lean.best(rows) == plain.best(rows)).all()
    for values, probabilities in zip(rows.tolist(), found, strict=True):
        number, probability = lean.row(values)
        assert number == probabilities.argmax()
        assert probability == pytest.approx(probabilities.max(), abs=1e-6)


@needs_runtime
def test_the_quickest_form_that_there_is():
    assert load(IRIS).name == "numbers" and load(DIGITS).name == "onnx"
    assert load({**IRIS, "linear": None}, "onnx").name == "onnx"
    bare = {key: value for key, value in DIGITS.items() if key != "onnx"}
    assert load(bare).name == "sklearn"


@pytest.mark.parametrize(("passport", "form"), [(DIGITS, "numbers"), (IRIS, "trees")])
def test_a_form_that_a_model_has_not_got(passport, form):
    with pytest.raises(PassportError, match=f"has no form for ENGINE={form}"):
        load(passport, form)


@needs_runtime
def test_an_onnx_file_that_is_not_the_one_that_was_saved(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MODELS", tmp_path)
    name = IRIS["onnx"]["file"]
    with pytest.raises(PassportError, match="is not there"):
        load(IRIS, "onnx")
    (tmp_path / name).write_bytes((MODELS / name).read_bytes() + b" ")
    with pytest.raises(PassportError, match="not the file that was saved"):
        load(IRIS, "onnx")


def test_two_classes_get_two_rows_of_numbers():
    data, target = load_iris(return_X_y=True)
    model = make_pipeline(StandardScaler(), LogisticRegression())
    model.fit(data[:100], target[:100])
    numbers = FORMS["numbers"]({"linear": linear(model)})
    expected = model.predict_proba(data[:100])
    assert np.abs(numbers.table(data[:100]) - expected).max() < 1e-12
    number, probability = numbers.row(data[60].tolist())
    assert number == 1 and probability == pytest.approx(expected[60, 1])


def test_a_score_too_large_for_exp():
    numbers = FORMS["numbers"](
        {"linear": {"weights": [[1.0], [-1.0]], "offsets": [0, 0]}}
    )
    assert numbers.row([1e6]) == (0, 1.0) and numbers.row([-1e6]) == (1, 1.0)


def test_what_onnx_cannot_hold_says_so(tmp_path):
    model = HistGradientBoostingClassifier(max_iter=2).fit(*load_iris(return_X_y=True))
    with pytest.raises(NoOnnx, match="HistGradientBoostingClassifier does not convert"):
        save_onnx(model, "boosted", tmp_path, 4)
    assert list(tmp_path.iterdir()) == []


@needs_runtime
def test_a_service_answers_alike_in_every_form():
    rows = load_digits().data[:50].tolist()
    services = [QuickModel(DIGITS, form) for form in ("sklearn", "trees", "onnx")]
    answers = [[service.row(row) for row in rows] for service in services]
    assert answers[0] == answers[1] == answers[2]
    for service in services:
        assert service.rows(rows) == answers[0]
