"""Unit tests: one function, no model, no service. They take no time."""

import pytest

from app.model import verdict

CLASSES = ["negative", "positive"]


@pytest.mark.parametrize(
    ("probabilities", "answer"),
    [
        ([0.1, 0.9], ("positive", 0.9)),
        ([0.9, 0.1], ("negative", 0.9)),
        ([0.45, 0.55], ("unknown", 0.55)),
        ([0.4, 0.6], ("positive", 0.6)),  # the boundary: 0.6 is sure enough
        ([0.12344, 0.87656], ("positive", 0.8766)),  # four digits, no fewer, no more
    ],
)
def test_the_likelier_class_if_it_is_likely_enough(probabilities, answer):
    assert verdict(CLASSES, probabilities, knows_words=1) == answer


def test_the_classes_may_come_in_another_order():
    assert verdict(["positive", "negative"], [0.9, 0.1], 5) == ("positive", 0.9)


def test_no_known_word_is_no_opinion():
    assert verdict(CLASSES, [0.1, 0.9], knows_words=0) == ("unknown", 0.0)
