"""The measures of drift, on samples that can be calculated by hand."""

import numpy as np
import pytest

from app.drift import LAST, compare, ks, psi, unknown_share

LUCK = np.random.default_rng(0)


def test_the_same_is_the_same():
    sample = LUCK.random(1000)
    assert psi(sample, sample) == 0 and ks(sample, sample) == (0.0, 1.0)


def test_psi_as_calculated_by_hand():
    # Bins with 3 and 1 of 4, then 1 and 3 of 4; half a one more in each bin.
    found = psi([0.2, 0.2, 0.2, 0.8], [0.2, 0.8, 0.8, 0.8], edges=[0.5])
    assert found == pytest.approx(2 * (3.5 - 1.5) / 5 * np.log(3.5 / 1.5))


def test_an_empty_bin_is_not_infinite():
    assert 1 < psi([0.1] * 300, [0.9] * 300) < 20


def test_too_few_say_nothing():
    few = {"score": [0.5] * (LAST - 1), "unknown": [0.5] * (LAST - 1)}
    assert compare(few, few) == {}


def test_unknown_words_are_counted(model):
    shares = unknown_share(model["filter"], ["zqx zqy", "call zqx", "", "call"])
    assert shares == [1.0, 0.5, 1.0, 0.0]
