"""Drift: found soon where there is some, and not found where there is none."""

import numpy as np
import pytest
from drift import LAST, LIMIT, compare, ks, psi
from familiar import unknown_share
from stream import stream
from watching import first_alarm, seen

SEEDS = range(3)
WITHIN = 12  # hours
LUCK = np.random.default_rng(0)


def alarm(model, what, seed, **change):
    """Hours from the change (at 48) until the alarm, or None."""
    numbers = [found.get(what) for found in seen(model, stream(seed, **change))]
    at = first_alarm(numbers)
    return at if at is None or "change" not in change else at - 48


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


@pytest.mark.parametrize("seed", SEEDS)
def test_clean_days_are_quiet(model, seed):
    for what in ("unknown", "score"):
        assert alarm(model, what, seed) is None


@pytest.mark.parametrize("seed", SEEDS)
def test_new_words_are_noticed(model, seed):
    assert 0 <= alarm(model, "unknown", seed, change="later") <= WITHIN


@pytest.mark.parametrize("seed", SEEDS)
def test_everyday_words_are_noticed_by_the_scores_first(model, seed):
    words = alarm(model, "unknown", seed, change="quiet")
    scores = alarm(model, "score", seed, change="quiet")
    assert 0 <= scores <= WITHIN and (words is None or words > scores)


def test_the_alarm_wants_two_in_a_row():
    high, low = LIMIT + 0.1, LIMIT - 0.1
    assert first_alarm([None, high, low, high, None, high, high, low]) == 6
    assert first_alarm([high, low] * 5) is None
