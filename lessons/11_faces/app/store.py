"""Who is enrolled, in SQLite: names and vectors encrypted, and gone once forgotten.

Every process opens the file for itself: one writes at a time, all see it at once. What
is deleted is overwritten (secure_delete), also in the file that new pages go to first
(the WAL), which is emptied after each deletion and at each start.
"""

import secrets
import sqlite3
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import numpy as np

from app.schemas import Person
from app.sealing import Seal, SealError

MIGRATIONS = [  # what takes the file from version n to n + 1
    """
    CREATE TABLE person (
        id TEXT PRIMARY KEY, name BLOB NOT NULL, consent TEXT NOT NULL,
        enrolled TEXT NOT NULL, expires TEXT NOT NULL, request TEXT UNIQUE, body TEXT
    ) STRICT;
    CREATE TABLE picture (
        id TEXT PRIMARY KEY, vector BLOB NOT NULL, file BLOB,
        person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX picture_of ON picture (person);
    CREATE TABLE made_with (proof BLOB NOT NULL, embedder TEXT NOT NULL) STRICT;
    """,
]
SETTINGS = [
    *("journal_mode = WAL", "secure_delete = ON", "foreign_keys = ON"),
    *("synchronous = FULL", "temp_store = MEMORY"),
]
PROOF = "proof"  # sealed in the file, so that another key is noticed at the start


class StoreError(Exception):
    """The file cannot be used; the message says why."""


class Conflict(Exception):
    """The same idempotency key came with another request."""


class Store:
    """The people in a file. `key`: 32 bytes; `embedder`: what makes the vectors.

    Raises StoreError if the file is none, or of another key, embedder or version.
    """

    def __init__(self, file, key, embedder, keep_days=365):
        self.file, self.seal, self.keep_days = file, Seal(key), keep_days
        try:
            file.touch(0o600)  # nobody else's to read
            with self.writing() as database:
                self.migrate(database, embedder)
            self.empty_the_wal()
        except SealError:
            text = f"{file.name} was made with another FACES_KEY."
            raise StoreError(text) from None
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{file.name} cannot be used: {error}.") from None

    @contextmanager
    def opened(self):
        """Yield a connection, with the settings that all need."""
        database = sqlite3.connect(self.file, timeout=10, isolation_level=None)
        try:
            for setting in SETTINGS:
                database.execute(f"PRAGMA {setting}")
            yield database
        finally:
            database.close()

    @contextmanager
    def writing(self):
        """Yield a connection beside which nobody writes: wholly, or not at all."""
        with self.opened() as database, database:
            database.execute("BEGIN IMMEDIATE")
            yield database

    def migrate(self, database, embedder):
        """Bring the file to the newest version, and see that it is one of ours."""
        [version] = database.execute("PRAGMA user_version").fetchone()
        if version > len(MIGRATIONS):
            raise StoreError(f"{self.file.name} was made by a newer version of this.")
        for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
            for statement in filter(str.strip, script.split(";")):
                database.execute(statement)
            database.execute(f"PRAGMA user_version = {number}")
        found = database.execute("SELECT proof, embedder FROM made_with").fetchone()
        if found:
            self.seal.open(found[0], PROOF)
        nobody = not database.execute("SELECT count(*) FROM person").fetchone()[0]
        if found and found[1] != embedder and not nobody:
            text = f"{self.file.name} holds vectors of another embedder, {found[1]}"
            raise StoreError(f"{text}. Enrol everybody again, in a new STORE_FILE.")
        database.execute("DELETE FROM made_with")
        row = [self.seal.close(b"", PROOF), embedder]
        database.execute("INSERT INTO made_with VALUES (?, ?)", row)

    def enrol(self, name, pictures, consent, request=None):
        """Add somebody with all pictures, or not at all; return (Person, whether new).

        `pictures`: a list of (vector, bytes to keep or None). `request`:
        fingerprints of a client's own key for it, and of the request itself. The same
        again returns the same person; raises Conflict if only the key is the same.
        """
        now = datetime.now(UTC)
        expires = now + timedelta(days=self.keep_days)
        again, body = request or (None, None)
        with self.writing() as database:
            query = "SELECT id, body FROM person WHERE request = ?"
            if again and (found := database.execute(query, [again]).fetchone()):
                if found[1] != body:
                    raise Conflict
                return self.read(database, found[0]), False
            id_ = secrets.token_hex(8)
            dates = [each.isoformat(timespec="seconds") for each in (now, expires)]
            sealed = self.seal.close(name.encode(), id_)
            row = [id_, sealed, consent, *dates, again, body]
            database.execute("INSERT INTO person VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            for vector, file in pictures:
                data = self.seal.close(np.asarray(vector, dtype="<f4").tobytes(), id_)
                row = [secrets.token_hex(8), data, file and self.seal.close(file, id_)]
                database.execute("INSERT INTO picture VALUES (?, ?, ?, ?)", [*row, id_])
            return self.read(database, id_), True

    def read(self, database, id_):
        query = "SELECT id, name, consent, enrolled, expires FROM person WHERE id = ?"
        found = database.execute(query, [id_]).fetchone()
        if found is None:
            return None
        query = "SELECT id FROM picture WHERE person = ? ORDER BY rowid"
        pictures = [one for (one,) in database.execute(query, [id_])]
        name = self.seal.open(found[1], id_).decode()
        row = [found[0], name, *found[2:], pictures]
        return Person(**dict(zip(Person.model_fields, row, strict=True)))

    def person(self, id_):
        """Return the Person of this id, or None."""
        with self.opened() as database:
            return self.read(database, id_)

    def everybody(self, limit=1000, after=""):
        """Return a list of Person, by their ids, from the one after `after` on."""
        query = "SELECT id FROM person WHERE id > ? ORDER BY id LIMIT ?"
        with self.opened() as database:
            found = database.execute(query, [after, limit]).fetchall()
            people = [self.read(database, one) for (one,) in found]
        return [each for each in people if each]  # somebody may be gone meanwhile

    def kept(self, person, picture):
        """Return the bytes that were kept of a picture, or None."""
        query = "SELECT file FROM picture WHERE person = ? AND id = ?"
        with self.opened() as database:
            found = database.execute(query, [person, picture]).fetchone()
        return self.seal.open(found[0], person) if found and found[0] else None

    def vectors(self, whose=None):
        """Return (ids of people, vectors), one for each picture, of all or of one."""
        query = "SELECT person, vector FROM picture WHERE coalesce(person = ?, TRUE)"
        with self.opened() as database:
            found = database.execute(query, [whose]).fetchall()
        rows = [np.frombuffer(self.seal.open(data, who), "<f4") for who, data in found]
        return [person for person, _ in found], np.array(rows)

    def forget(self, id_):
        """Delete somebody with all that is known; return whether there was anybody."""
        return bool(self.delete("DELETE FROM person WHERE id = ?", [id_]))

    def forget_picture(self, person, picture):
        """Delete one picture of somebody; return whether there was one.

        The last one stays: who has none left is to be forgotten.
        """
        query = """
            DELETE FROM picture WHERE person = ? AND id = ?
            AND (SELECT count(*) FROM picture WHERE person = ?) > 1
        """
        return bool(self.delete(query, [person, picture, person]))

    def sweep(self):
        """Delete everybody whose time is over; return how many there were."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return self.delete("DELETE FROM person WHERE expires <= ?", [now])

    def delete(self, query, values):
        with self.writing() as database:
            count = database.execute(query, values).rowcount
        self.empty_the_wal()
        return count

    def empty_the_wal(self):
        """Write all into the file itself, and cut the WAL, with what it still holds."""
        with self.opened() as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
