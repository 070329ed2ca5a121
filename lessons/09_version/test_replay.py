"""Which version would have been better, for the users who came?"""

import json

import pytest
from opening import open_version
from recall import liked_by, split
from replay import compare, traffic_in
from tastes import simulated


@pytest.fixture
def both(registry):
    """A function: the comparison of two versions for some users."""
    liked = liked_by(split(simulated())[1])

    def both(old, new, users=range(1, 301)):
        pair = open_version(registry, old), open_version(registry, new)
        return compare(users, liked, *pair)

    return both


def test_the_better_one_is_found_and_the_worse_one(both):
    found = both(1, 2)
    assert found["better"] and 0 < found["low"] < found["high"]
    assert found["low"] < found["new"] - found["old"] < found["high"]
    worse = both(2, 3)
    assert not worse["better"] and worse["high"] < 0


def test_a_version_is_no_better_than_itself_nor_by_a_few_users(both):
    same = both(2, 2)
    assert not same["better"] and same["low"] == same["high"] == 0
    few = both(1, 2, users=[5, 6])
    assert few["low"] <= few["high"]


def test_nobody_is_compared(both):
    with pytest.raises(ValueError, match="nobody who came"):
        both(1, 2, [7007])


def test_who_came_often_counts_often(both):
    liked = liked_by(split(simulated())[1])
    alone = {user: both(1, 2, [user])["new"] for user in list(liked)[:8]}
    one, other = min(alone, key=alone.get), max(alone, key=alone.get)
    assert alone[one] < alone[other]
    often, seldom = (both(1, 2, [one] * n + [other])["new"] for n in (9, 1))
    assert often < seldom


def test_the_traffic_is_read_from_the_journal(tmp_path):
    lines = [{"kind": "answer", "user": 7}, {"kind": "shadow", "user": 7}]
    lines += [{"kind": "moved"}, {"kind": "answer", "user": 9}]
    text = "".join(json.dumps(line) + "\n" for line in lines)
    (tmp_path / "journal").write_text(text, encoding="utf-8")
    assert traffic_in(tmp_path / "journal") == [7, 9]
