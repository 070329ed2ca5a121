"""What is remembered of each message until its label comes: never its text."""

import sqlite3
import time
from contextlib import contextmanager

TABLES = """
CREATE TABLE IF NOT EXISTS predictions (id PRIMARY KEY, at, spam, score, unknown, by);
CREATE TABLE IF NOT EXISTS feedback (id PRIMARY KEY, at, spam, text);
CREATE INDEX IF NOT EXISTS age ON predictions (at);
CREATE INDEX IF NOT EXISTS said ON feedback (at);"""
# Overwrite what is forgotten. Do not wait for the disk: a power cut costs some rows.
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON; PRAGMA synchronous=OFF"


class Store:
    """A file of SQLite, which several workers may share. Raises sqlite3.Error."""

    def __init__(self, file, keep_days):
        self.file, self.keep = file, keep_days * 24 * 3600  # seconds
        with self.open() as db:
            db.executescript(TABLES)

    @contextmanager
    def open(self):
        db = sqlite3.connect(self.file, timeout=5)
        try:
            db.executescript(PRAGMAS)
            with db:  # all of it is written, or nothing
                yield db
        finally:
            db.close()

    def add(self, into, id, *values, at=None):
        """Remember a row, and forget in the same moment what is too old."""
        row = [id, now := at or time.time(), *values]
        with self.open() as db:
            for each in ("predictions", "feedback"):
                db.execute(f"DELETE FROM {each} WHERE at < ?", [now - self.keep])
            db.execute(f"REPLACE INTO {into} VALUES ({','.join('?' * len(row))})", row)
