"""Which version would have been better, for the users who came?"""

import json

import pytest
from replay import NotComparable, compare, later_ratings, main, traffic_in

from app.registry import open_version
from training.data import simulated
from training.evaluate import liked_by, split


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
    with pytest.raises(NotComparable, match="Nobody who came"):
        both(1, 2, [7007])


def test_who_came_often_counts_often(both):
    liked = liked_by(split(simulated())[1])
    alone = {user: both(1, 2, [user])["new"] for user in list(liked)[:8]}
    one, other = min(alone, key=alone.get), max(alone, key=alone.get)
    assert alone[one] < alone[other]
    often, seldom = (both(1, 2, [one] * n + [other])["new"] for n in (9, 1))
    assert often < seldom


def test_the_traffic_is_read_from_the_log(tmp_path):
    lines = [{"event": "answer", "user": 7}, {"event": "shadow", "user": 7}]
    lines += [{"event": "moved"}, {"event": "answer", "user": 9}]
    text = "".join(json.dumps(line) + "\n" for line in lines)
    text += "INFO:     Started server\n" + '{"event": "answer", "us' + "\n[1]\n\n7\n"
    (tmp_path / "log").write_text(text, encoding="utf-8")
    assert traffic_in(tmp_path / "log") == [7, 9]


def test_versions_of_other_data_are_not_judged_by_these(registry, monkeypatch, ratings):
    pair = [open_version(registry, number) for number in (1, 2)]
    assert later_ratings(ratings, *pair) == liked_by(split(ratings)[1])
    pair[1].passport |= {"judged_on": "x", "trained_on": {"data": "ml-latest-small"}}
    with pytest.raises(NotComparable, match=r"Version 2 .*ml-latest-small.*--data"):
        later_ratings(ratings, *pair)


def test_what_cannot_be_compared_is_said_in_a_sentence(tmp_path):
    for words in ((1, 2, tmp_path / "none", None), (1, 99, tmp_path, None)):
        with pytest.raises(SystemExit) as ended:
            main(*words)
        assert isinstance(ended.value.code, str) and "\n" not in ended.value.code
