"""What is remembered, for how long, and what can be told from it."""

import sqlite3
import time
import uuid

import pytest

from app.store import Store, seen

DAY = 24 * 3600


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store.db", keep_days=30)


def was(store, table, id):
    with store.open() as db:
        return seen(db, table, id)


def test_what_is_too_old_is_forgotten(store):
    now = time.time()
    store.remember("old", True, 0.9, 0.1, "1", at=now - 31 * DAY)
    store.label("old", True, "win a prize", at=now - 31 * DAY)
    store.remember("young", True, 0.8, 0.2, "1", at=now - 29 * DAY)
    assert b"win a prize" in store.file.read_bytes()
    store.remember("new", True, 0.8, 0.2, "1")
    assert was(store, "predictions", "old") == "unknown"
    assert was(store, "predictions", "young") == "spam"
    assert store.reported() == []
    assert b"win a prize" not in store.file.read_bytes()


def test_no_text_is_kept_unless_it_is_sent_with_a_label(store):
    with store.open() as db:
        columns = [row[1] for row in db.execute("PRAGMA table_info(predictions)")]
    assert columns == ["id", "at", "spam", "score", "unknown", "by"]
    store.label("a", True)
    store.label("b", False, "see you")
    assert store.reported() == [("see you", False)]


def test_an_id_is_given_to_one_verdict_only(store):
    assert store.remember("a", True, 0.9, 0.1, "1") == "a"
    other = store.remember("a", False, 0.1, 0.1, "1")
    assert other != "a" and was(store, "predictions", other) == "ham"
    assert was(store, "predictions", "a") == "spam"


def test_a_label_tells_what_the_verdict_was_and_whether_it_is_the_first(store):
    store.remember("a", True, 0.9, 0.1, "1")
    assert store.label("a", True) == ("spam", True)
    assert store.label("a", False) == ("spam", False)  # who has looked again
    assert was(store, "feedback", "a") == "ham"
    assert store.label("b", False) == ("unknown", True)


def test_quality_counts_for_the_day_of_the_verdict(store):
    start = time.time() - 5 * DAY
    #            verdict, label, day of the verdict, days until the label
    rows = [(1, 1, 0, 3), (1, 0, 0, 1), (0, 1, 0, 2), (0, 0, 0, 1), (1, 1, 2, 1)]
    rows += [(0, 0, 3, 1)]
    for said, label, day, later in rows:
        id_, at = str(uuid.uuid4()), start + day * DAY + 60
        store.remember(id_, said, 0.5, 0.5, "1", at=at)
        store.label(id_, label, at=at + later * DAY)
    store.remember("without a label", 1, 0.5, 0.5, "1", at=start + 70)
    store.label("without a verdict", 1, at=start + 80)
    assert store.quality_by_day(start) == [
        (0, 4, 1 / 2, 1 / 2),
        (2, 1, 1.0, 1.0),
        (3, 1, None, None),
    ]


def test_the_last_ones_and_no_others(store):
    for i in range(10):
        store.remember(str(i), i, i / 10, i / 20, "1", at=time.time() + i)
    assert store.lately(3) == {"score": [0.9, 0.8, 0.7], "unknown": [0.45, 0.4, 0.35]}


def test_nothing_is_half_written(store):
    with pytest.raises(sqlite3.Error):
        store.label("a", True, text={"one": "too many"})
    assert was(store, "feedback", "a") == "unknown"


def test_reading_works_and_writing_does_not_on_a_full_disk(store):
    store.remember("a", True, 0.9, 0.1, "1")
    store.try_to_write()
    with store.open() as db:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
    opened = store.open

    class Full(Store):
        def open(self):
            return limited(opened, pages)

    full = Full.__new__(Full)
    full.file, full.keep = store.file, store.keep
    with pytest.raises(sqlite3.OperationalError, match="full"):
        for _ in range(500):
            full.label(str(uuid.uuid4()), True, "a text of some length " * 50)
    assert full.lately(1) == {"score": [0.9], "unknown": [0.1]}


class limited:
    """A connection whose database may not grow: SQLite's own word for a full disk."""

    def __init__(self, opened, pages):
        self.context, self.pages = opened(), pages

    def __enter__(self):
        db = self.context.__enter__()
        db.execute(f"PRAGMA max_page_count={self.pages}")
        return db

    def __exit__(self, *trouble):
        return self.context.__exit__(*trouble)
