"""The decision: cheapest first, a doctor where in doubt or out of range."""

import pytest
from sklearn.calibration import CalibratedClassifierCV

from app.decision import IN_VAIN, MISSED, REFER, decide, judge
from app.model import TumourModel
from app.passport import PassportError, read_passport

KNOWN = [{"name": "mean_area", "unit": "length²", "min": 100, "max": 200}]


@pytest.mark.parametrize(
    ("probability", "answer"),
    [
        (0, "benign"),
        (0.019, "benign"),
        (0.021, REFER),
        (0.5, REFER),
        (0.899, REFER),
        (0.901, "malignant"),
        (1, "malignant"),
    ],
)
def test_the_thresholds_follow_from_the_costs(probability, answer):
    assert (MISSED, IN_VAIN) == (50, 10)  # so 1/50 and 1 - 1/10
    assert decide(probability) == answer


def test_the_dearer_a_miss_the_more_is_referred():
    assert decide(0.05, miss_cost=10) == "benign"
    assert decide(0.05, miss_cost=100) == REFER


def test_the_cheaper_a_miss_the_fewer_are_referred():
    assert decide(0.3, miss_cost=2) == "benign"
    assert decide(0.3, miss_cost=4) == REFER


def test_sure_but_outside_of_what_was_seen_is_referred():
    inside = judge({"mean_area": 150}, 0.001, KNOWN)
    assert inside == {
        "answer": "benign",
        "probability_malignant": 0.001,
        "reasons": [],
    }
    for area in (99, 201):
        outside = judge({"mean_area": area}, 0.001, KNOWN)
        assert outside["answer"] == REFER
        assert outside["reasons"] == ["mean_area is outside of what the model has seen"]


def test_unsure_says_so():
    assert judge({"mean_area": 150}, 0.5, KNOWN)["reasons"] == [
        "the model is not sure enough, for what an error costs"
    ]


def test_the_model_is_calibrated():
    passport = read_passport("cancer")
    assert isinstance(TumourModel(passport).model, CalibratedClassifierCV)


def test_a_model_that_does_not_fit_the_schema_is_not_loaded():
    passport = read_passport("cancer")
    sorted_features = sorted(passport["features"], key=lambda known: known["name"])
    with pytest.raises(PassportError, match="in this order"):
        TumourModel(passport | {"features": sorted_features})
    with pytest.raises(PassportError, match="another"):
        TumourModel(passport | {"sha256": "another"})
