"""What is remembered of each message until its label comes: never its text."""

import sqlite3
import time
import uuid
from contextlib import contextmanager

TABLES = """
CREATE TABLE IF NOT EXISTS predictions (id PRIMARY KEY, at, spam, score, unknown, by);
CREATE TABLE IF NOT EXISTS feedback (id PRIMARY KEY, at, spam, text);
CREATE TABLE IF NOT EXISTS trial (id PRIMARY KEY, at);
CREATE INDEX IF NOT EXISTS age ON predictions (at);
CREATE INDEX IF NOT EXISTS said ON feedback (at);"""
# Overwrite what is forgotten. Do not wait for the disk: a power cut costs some rows.
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON; PRAGMA synchronous=OFF"

LATELY = "SELECT score, unknown FROM predictions ORDER BY at DESC LIMIT ?"
# Labels come late: a prediction counts for the day on which it was made.
BY_DAY = """
SELECT CAST((said.at - ?) / 86400 AS INTEGER) AS day, COUNT(*),
    SUM(said.spam AND was.spam), SUM(said.spam), SUM(was.spam)
FROM predictions AS said JOIN feedback AS was USING (id) GROUP BY day ORDER BY day
"""
TEXTS = "SELECT text, spam FROM feedback WHERE text IS NOT NULL ORDER BY at"


class Store:
    """A file of SQLite, which several workers may share. Raises sqlite3.Error."""

    def __init__(self, file, keep_days):
        self.file, self.keep = file, keep_days * 24 * 3600  # seconds
        with self.open() as db:
            db.executescript(TABLES)

    @contextmanager
    def open(self):
        """Yield a connection; all that is done with it is written, or nothing."""
        db = sqlite3.connect(self.file, timeout=5)
        try:
            db.executescript(PRAGMAS)
            with db:
                yield db
        finally:
            db.close()

    @contextmanager
    def writing(self, now):
        """Yield a connection for writing, and forget what is too old by then.

        The others wait meanwhile: what was read is still true when we write.
        """
        with self.open() as db:
            db.execute("BEGIN IMMEDIATE")
            for table in ("predictions", "feedback"):
                db.execute(f"DELETE FROM {table} WHERE at < ?", [now - self.keep])
            yield db

    def remember(self, id, spam, score, unknown, by, at=None):
        """Keep a verdict, and return the id under which it can be found.

        An id that has a verdict already gets a fresh one: feedback is about one
        message. `unknown` is a share (0 to 1), `by` the model's version, `at` seconds.
        """
        now = at or time.time()
        with self.writing(now) as db:
            if seen(db, "predictions", id) != "unknown":
                id = str(uuid.uuid4())
            row = (id, now, spam, score, unknown, by)
            db.execute("INSERT INTO predictions VALUES (?, ?, ?, ?, ?, ?)", row)
        return id

    def label(self, id, spam, text=None, at=None):
        """Keep a person's label, the last one for each id.

        Return what the verdict was, "spam", "ham" or "unknown" where there is none, and
        whether it is the first label for this id.
        """
        now = at or time.time()
        with self.writing(now) as db:
            verdict = seen(db, "predictions", id)
            first = seen(db, "feedback", id) == "unknown"
            row = (id, now, spam, text)
            db.execute("REPLACE INTO feedback VALUES (?, ?, ?, ?)", row)
        return verdict, first

    def try_to_write(self):
        """Write a row that says nothing; a full disk can still be read."""
        with self.open() as db:
            db.execute("REPLACE INTO trial VALUES (1, ?)", [time.time()])

    def lately(self, count):
        """Return {"score": …, "unknown": …} of the last `count` messages."""
        with self.open() as db:
            rows = db.execute(LATELY, [count]).fetchall()
        return {"score": [s for s, _ in rows], "unknown": [u for _, u in rows]}

    def quality_by_day(self, start):
        """Return [(day, labels, precision, recall)], days counted from `start` (s).

        None stands where there is nothing to divide by.
        """
        with self.open() as db:
            rows = db.execute(BY_DAY, [start]).fetchall()
        return [
            (day, labels, both / said if said else None, both / spam if spam else None)
            for day, labels, both, said, spam in rows
        ]

    def reported(self):
        """Return [(text, is it spam)], where people sent the text with the label."""
        with self.open() as db:
            return [(text, bool(spam)) for text, spam in db.execute(TEXTS)]


def seen(db, table, id):
    """Return spam or ham; unknown where there is no such row, or no longer."""
    rows = db.execute(f"SELECT spam FROM {table} WHERE id = ?", [id]).fetchall()
    return ("ham", "spam")[bool(rows[0][0])] if rows else "unknown"
