"""Golden predictions: did anything change that nobody meant to change?"""

import json

import golden
import pytest
from analyser import Analyser


@pytest.fixture(scope="module")
def analyser(trained):
    return Analyser()


@pytest.fixture
def kept():
    return json.loads(golden.FILE.read_text(encoding="utf-8"))


def test_the_model_says_what_it_said(analyser, kept):
    assert golden.differences(kept, analyser) == [], "meant? python golden.py --renew"


def test_a_change_is_noticed(analyser, kept):
    kept["predictions"][0]["sentiment"] = "negative"
    kept["predictions"][1]["confidence"] -= 0.01
    assert len(golden.differences(kept, analyser)) == 2


def test_another_version_is_noticed(analyser, kept):
    kept["model"]["version"] = "0"
    [difference] = golden.differences(kept, analyser)
    assert "'version': '0'" in difference
