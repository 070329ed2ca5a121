"""What is remembered, for how long, and what can be told from it."""

import sqlite3
import time
import uuid

import pytest
from questions import lately, quality_by_day, reported, was_spam
from store import Store

DAY = 24 * 3600


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store.db", keep_days=30)


def test_what_is_too_old_is_forgotten(store):
    now = time.time()
    store.add("predictions", "old", True, 0.9, 0.1, "1", at=now - 31 * DAY)
    store.add("feedback", "old", True, "win a prize", at=now - 31 * DAY)
    store.add("predictions", "young", True, 0.8, 0.2, "1", at=now - 29 * DAY)
    assert b"win a prize" in store.file.read_bytes()
    store.add("predictions", "new", True, 0.8, 0.2, "1")
    assert was_spam(store, "predictions", "old") == "unknown"
    assert was_spam(store, "predictions", "young") == "spam"
    assert reported(store) == []
    assert b"win a prize" not in store.file.read_bytes()


def test_no_text_is_kept_unless_it_is_sent_with_a_label(store):
    with store.open() as db:
        columns = [row[1] for row in db.execute("PRAGMA table_info(predictions)")]
    assert columns == ["id", "at", "spam", "score", "unknown", "by"]
    store.add("feedback", "a", True, None)
    store.add("feedback", "b", False, "see you")
    assert reported(store) == [("see you", False)]


def test_quality_counts_for_the_day_of_the_verdict(store):
    start = time.time() - 5 * DAY
    #            verdict, label, day of the verdict, days until the label
    rows = [(1, 1, 0, 3), (1, 0, 0, 1), (0, 1, 0, 2), (0, 0, 0, 1), (1, 1, 2, 1)]
    rows += [(0, 0, 3, 1)]
    for said, was, day, later in rows:
        id_, at = str(uuid.uuid4()), start + day * DAY + 60
        store.add("predictions", id_, said, 0.5, 0.5, "1", at=at)
        store.add("feedback", id_, was, None, at=at + later * DAY)
    store.add("predictions", "without a label", 1, 0.5, 0.5, "1", at=start + 70)
    store.add("feedback", "without a verdict", 1, None, at=start + 80)
    assert quality_by_day(store, start) == [
        (0, 4, 1 / 2, 1 / 2),
        (2, 1, 1.0, 1.0),
        (3, 1, None, None),
    ]


def test_the_last_ones_and_no_others(store):
    for i in range(10):
        store.add("predictions", str(i), i, i / 10, i / 20, "1", at=time.time() + i)
    assert lately(store, 3) == {"score": [0.9, 0.8, 0.7], "unknown": [0.45, 0.4, 0.35]}


def test_nothing_is_half_written(store):
    with pytest.raises(sqlite3.Error):
        store.add("feedback", "a", True, None, "one too many")
    assert was_spam(store, "feedback", "a") == "unknown"
