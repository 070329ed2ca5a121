"""A training that fails, or is killed, leaves the model that was there before.

The same in the long form: `make soak`.
"""

import os

import pytest
import soak
from _repo import lessons


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9 and no fork")
@pytest.mark.parametrize(
    "lesson",
    [
        pytest.param(name, marks=pytest.mark.xdist_group(f"training-{name}"))
        for name in lessons()
        if name >= "02"
    ],
)
def test_a_training_that_fails_costs_nothing(lesson):
    seen = soak.training(lesson, "fails", 20)
    assert seen["broken"] == 0 and seen["killed while saving"] == 20
    assert "File too large" in seen["it says"], seen
