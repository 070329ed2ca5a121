"""The behaviour of the model: what it should do, its known failures included."""

import pytest

from tests.behaviour import cases, known_failures, line, passes

# Strict: when the model learns one of these, the suite goes red and tells you so.
KNOWN = pytest.mark.xfail(strict=True, reason="in known_failures.txt")
MARKED = [
    pytest.param(case, id=line(case), marks=[KNOWN] * (line(case) in known_failures()))
    for case in cases()
]


@pytest.mark.parametrize("case", MARKED)
def test_the_model(model, case):
    assert passes(model, *case)


def test_every_known_failure_is_still_a_case():
    assert set(known_failures()) <= set(map(line, cases()))


def test_the_model_fails_fewer_cases_than_it_passes():
    assert 2 * len(known_failures()) < len(list(cases()))
