"""What is kept of people: encrypted, whole or not at all, and gone once forgotten."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from app.sealing import SealError
from app.store import Conflict, Store, StoreError

PROJECT = Path(__file__).resolve().parent.parent
KEY = bytes(range(32))
# Enrols and forgets without end, in a child that is killed, and then another one. What
# is to be forgotten it writes down first, so that we know what to look for.
KILLED = """
import os, random, signal, sys, time
from pathlib import Path
import numpy as np
from app.store import Store
folder, times = Path(sys.argv[1]), int(sys.argv[2])

def busy(store, notes):
    while True:
        vectors = [(np.random.default_rng().normal(size=20), None) for _ in range(3)]
        one, _ = store.enrol("somebody", vectors, "1")
        two, _ = store.enrol("somebody else", vectors, "1")
        with store.opened() as database:
            query = "SELECT vector FROM picture WHERE person = ?"
            sealed = [row[0].hex() for row in database.execute(query, [two.id])]
        os.write(notes, f"{two.id} {' '.join(sealed)}\\n".encode())
        store.forget(two.id)

luck = random.Random(0)
for _ in range(times):
    child = os.fork()
    if child == 0:
        notes = os.open(folder / "notes", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        store = Store(folder / "people.db", bytes(range(32)), "drawn")
        busy(store, notes)
    time.sleep(luck.uniform(0, 0.06))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
"""


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "people.db", KEY, "drawn")


def vectors(count=3, seed=0):
    return np.random.default_rng(seed).normal(size=(count, 20)).astype("<f4")


def pictures(count=3, seed=0, file=None):
    return [(vector, file) for vector in vectors(count, seed)]


def sealed(store, person):
    """Return everything that is stored about somebody, as the bytes that it is."""
    with store.opened() as database:
        query = "SELECT * FROM person WHERE id = ?"
        row = database.execute(query, [person.id]).fetchone()
        query = "SELECT id, vector, file FROM picture WHERE person = ?"
        rows = [row, *database.execute(query, [person.id])]
    found = [part for one in rows for part in one if part is not None]
    # Dates and the version of the consent are those of other people, too.
    usual = {person.consent, person.enrolled, person.expires}
    found = [part for part in found if part not in usual]
    return [part.encode() if isinstance(part, str) else part for part in found]


def everything(folder):
    """Return all bytes of all files in a folder."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_who_is_enrolled_is_there(store):
    person, new = store.enrol("Ada Holm", pictures(), "1")
    assert new and store.person(person.id) == person and len(person.pictures) == 3
    whose, found = store.vectors()
    assert whose == [person.id] * 3 and np.array_equal(found, vectors())


def test_nothing_stands_there_in_plain_text(store, tmp_path):
    store.enrol("Ada Holm", pictures(), "1")
    data = everything(tmp_path)
    assert b"Ada" not in data and vectors().tobytes()[:20] not in data


def test_forgetting_leaves_nothing_in_any_file(store, tmp_path):
    people = [
        store.enrol(
            f"person {i:03}",
            pictures(3, i, b"file"),
            "1",
            (f"key {i:03}", f"is {i:03}"),
        )
        for i in range(40)
    ]
    people = [person for person, _ in people]
    forgotten = people[::3]
    parts = {each.id: sealed(store, each) for each in forgotten}
    data = everything(tmp_path)
    assert all(part in data for some in parts.values() for part in some)
    for each in forgotten:
        assert store.forget(each.id) and not store.forget(each.id)
    data = everything(tmp_path)
    assert [part for some in parts.values() for part in some if part in data] == []
    # Not even a piece of it, such as the number that a vector was sealed with.
    assert not any(
        part[:12] in data for some in parts.values() for part in some if len(part) > 12
    )
    assert len(store.everybody()) == len(people) - len(forgotten)


def test_forgetting_while_somebody_else_has_it_open(store, tmp_path):
    person, _ = store.enrol("Ada Holm", pictures(), "1")
    parts = sealed(store, person)
    other = sqlite3.connect(tmp_path / "people.db")
    assert other.execute("SELECT count(*) FROM picture").fetchone() == (3,)
    store.forget(person.id)
    data = everything(tmp_path)
    assert not any(part in data for part in parts)
    other.close()


def test_a_start_ends_what_a_killed_process_has_begun(store, tmp_path, monkeypatch):
    person, _ = store.enrol("Ada Holm", pictures(), "1")
    parts = sealed(store, person)
    other = sqlite3.connect(tmp_path / "people.db")  # a worker that stays
    assert other.execute("SELECT count(*) FROM person").fetchone() == (1,)
    monkeypatch.setattr(Store, "empty_the_wal", lambda self: None)
    store.forget(person.id)
    assert any(part in everything(tmp_path) for part in parts)
    monkeypatch.undo()
    Store(store.file, KEY, "drawn")
    assert not any(part in everything(tmp_path) for part in parts)
    other.close()


def test_one_picture_is_forgotten_and_the_person_kept(store, tmp_path):
    person, _ = store.enrol("Ada Holm", pictures(), "1")
    assert store.forget_picture(person.id, person.pictures[1])
    assert not store.forget_picture(person.id, person.pictures[1])
    assert store.person(person.id).pictures == [person.pictures[0], person.pictures[2]]
    assert person.pictures[1].encode() not in everything(tmp_path)


def test_the_same_request_again_is_the_same_person(store):
    one = store.enrol("Ada", pictures(), "1", ("request", "body"))
    other = store.enrol("Ada", pictures(), "1", ("request", "body"))
    assert one == (other[0], True) and other[1] is False
    with pytest.raises(Conflict):
        store.enrol("Bo", pictures(), "1", ("request", "another body"))
    assert len(store.everybody()) == 1


def test_two_processes_see_each_others_people(tmp_path):
    one, other = (Store(tmp_path / "people.db", KEY, "drawn") for _ in range(2))
    person, _ = one.enrol("Ada", pictures(), "1")
    assert other.person(person.id) == person
    other.forget(person.id)
    assert one.person(person.id) is None


def test_another_key_does_not_open_it(store):
    with pytest.raises(StoreError, match="another FACES_KEY"):
        Store(store.file, bytes(32), "drawn")


def test_a_file_of_a_newer_version_is_left_alone(store):
    with store.opened() as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer version"):
        Store(store.file, KEY, "drawn")


def test_something_else_is_no_store(tmp_path):
    file = tmp_path / "people.db"
    file.write_bytes(b"not a database, and long enough to be looked at" * 30)
    with pytest.raises(StoreError, match=r"people\.db cannot be used"):
        Store(file, KEY, "drawn")


def test_whose_time_is_over_is_swept(tmp_path):
    file = tmp_path / "people.db"
    Store(file, KEY, "drawn", keep_days=-1).enrol("Old", pictures(), "1")
    store = Store(file, KEY, "drawn", keep_days=30)
    store.enrol("New", pictures(), "1")
    assert store.sweep() == 1 and store.sweep() == 0
    assert [each.name for each in store.everybody()] == ["New"]
    assert b"Old" not in everything(tmp_path)


def test_vectors_of_another_embedder_are_of_no_use(store):
    Store(store.file, KEY, "dlib")  # there is nobody yet
    store = Store(store.file, KEY, "drawn")
    store.enrol("Ada", pictures(), "1")
    with pytest.raises(StoreError, match="vectors of another embedder, drawn"):
        Store(store.file, KEY, "dlib")


def test_what_is_sealed_belongs_to_one_person(store):
    one, other = (store.enrol(name, pictures(), "1")[0] for name in ("Ada", "Bo"))
    with store.opened() as database:
        query = "UPDATE person SET name = (SELECT name FROM person WHERE id = ?)"
        database.execute(f"{query} WHERE id = ?", [one.id, other.id])
    with pytest.raises(SealError):
        store.person(other.id)


def test_the_last_picture_stays_with_its_person(store):
    person, _ = store.enrol("Ada", pictures(1), "1")
    assert not store.forget_picture(person.id, person.pictures[0])
    assert store.person(person.id) == person


def test_pictures_are_kept_only_if_they_are_given(store, tmp_path):
    one, _ = store.enrol("Ada", pictures(1, file=b"a picture"), "1")
    other, _ = store.enrol("Bo", pictures(1), "1")
    assert store.kept(one.id, one.pictures[0]) == b"a picture"
    assert store.kept(other.id, other.pictures[0]) is None
    assert store.kept(other.id, one.pictures[0]) is None
    assert b"a picture" not in everything(tmp_path)


def test_everybody_page_by_page(store):
    ids = sorted(store.enrol("Ada", pictures(1), "1")[0].id for _ in range(7))
    first, second = store.everybody(4), store.everybody(4, ids[3])
    assert [each.id for each in first + second] == ids
    assert store.everybody(4, ids[-1]) == []


@pytest.mark.skipif(os.name == "nt", reason="there are no such permissions")
def test_nobody_else_may_read_the_files(store, tmp_path):
    store.enrol("Ada", pictures(), "1")
    assert {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} == {0}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 as on Linux and macOS")
def test_killed_at_a_hundred_moments_everybody_is_whole_or_gone(tmp_path):
    command = [sys.executable, "-c", KILLED, str(tmp_path), "100"]
    Store(tmp_path / "people.db", KEY, "drawn")
    other = sqlite3.connect(tmp_path / "people.db")  # a worker that stays
    assert other.execute("SELECT count(*) FROM person").fetchone() == (0,)
    subprocess.run(command, cwd=PROJECT, check=True, timeout=300)
    store = Store(tmp_path / "people.db", KEY, "drawn")
    people = store.everybody(10**6)
    assert people and all(len(each.pictures) == 3 for each in people)
    assert set(store.vectors()[0]) == {each.id for each in people}
    there, left = {each.id for each in people}, set()
    data = everything(tmp_path).replace((tmp_path / "notes").read_bytes(), b"")
    for line in (tmp_path / "notes").read_text().splitlines():
        id_, *sealed = line.split()
        parts = [id_.encode(), *map(bytes.fromhex, sealed)]
        left |= {id_ for part in parts if id_ not in there and part in data}
    other.close()
    assert left == set()
