"""Golden predictions: did anything change that nobody meant to change?"""

import json

import pytest

from tests import golden


@pytest.fixture
def kept():
    return json.loads(golden.FILE.read_text(encoding="utf-8"))


def test_the_model_says_what_it_said(model, kept):
    changed = golden.differences(kept, model)
    assert changed == [], "meant? python -m tests.golden --renew"


def test_a_change_is_noticed(model, kept):
    kept["predictions"][0]["sentiment"] = "negative"
    kept["predictions"][1]["confidence"] -= 0.01
    assert len(golden.differences(kept, model)) == 2


def test_another_version_is_noticed(model, kept):
    kept["model"]["version"] = "0"
    [difference] = golden.differences(kept, model)
    assert "'version': '0'" in difference


def test_renewed_nothing_differs(model, kept):
    kept["predictions"][0]["sentiment"] = "negative"
    assert golden.differences(golden.renewed(kept, model), model) == []
