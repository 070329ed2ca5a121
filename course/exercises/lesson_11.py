"""The checks of notebook 11. Arguments are names in the notebook."""

import sqlite3
import sys
import tempfile
import threading
from contextlib import closing, contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from numbers import Integral, Real
from pathlib import Path

import numpy as np
import requests

from course.exercises import (
    ROOT,
    Close,
    NotYet,
    call,
    exercise,
    letter,
    own_lines,
    returned,
    shown,
    theirs,
)

# --- 11.1 -----------------------------------------------------------------------------


def unit(rows):
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def doors():
    """(enrolled, visitors, share): who is enrolled, and strangers."""
    random = np.random.default_rng(11)
    for many, strangers, size, share in (
        (5, 40, 20, 0.1),
        (200, 300, 20, 0.01),
        (30, 50, 8, 0.0),
        (30, 50, 8, 1.0),
        (1, 7, 3, 0.3),
        (12, 1, 4, 0.5),
        (60, 199, 128, 0.05),
    ):
        yield (
            unit(random.normal(size=(many, size))),
            unit(random.normal(size=(strangers, size))),
            share,
        )
    # Three of four stand equally near.
    yield np.eye(3)[:1], np.eye(3)[[1, 2, 1, 0]], 0.5
    yield np.eye(3)[:1], -np.eye(3)[[0, 0, 1]], 0.34


@exercise(
    "11.1",
    "Of each stranger, only the nearest of those who are enrolled counts. How do you get "
    "all distances of one stranger, and the smallest of them?",
    "Sort these smallest distances. How many strangers does the first of them let in as a "
    "threshold, and the second? How many may it be?",
    "`max(d for d in nearest if …)`, with the share of `nearest` that are at most `d`.",
)
def a_threshold_for_a_door(strict_enough):
    name = "strict_enough"
    for enrolled, visitors, share in doors():
        given = enrolled.copy(), visitors.copy()
        said = number(call(strict_enough, *given, share, name=name), name)
        if not (
            np.array_equal(given[0], enrolled) and np.array_equal(given[1], visitors)
        ):
            raise Close("the vectors that you were given have changed.")
        judge_threshold(said, enrolled, visitors, share)
    return "Right: as lax as it may be, however many are enrolled."


def judge_threshold(said, enrolled, visitors, share):
    far = np.linalg.norm(visitors[:, None] - enrolled[None], axis=2)
    nearest = np.sort(far.min(axis=1))
    good = [d for d in nearest if (nearest <= d + 1e-9).mean() <= share + 1e-12]
    best = max(good, default=0.0)
    if abs(said - best) < 1e-6:
        return
    about = f"{len(enrolled)} enrolled, {len(visitors)} strangers, share={share}: "
    if np.isnan(said):
        raise Close(f"{about}NaN is no threshold; nothing is smaller than that.")
    let_in = (nearest <= said + 1e-9).mean()
    if not good and let_in == 0:
        raise Close(
            f"{about}even the nearest lets too many in, and you say {said:.4g}."
        )
    if let_in > share + 1e-12:
        text = f"at {said:.4g}, {let_in:.0%} of the strangers are let in"
        raise NotYet(f"{about}{text}.")
    if (nearest <= best + 1e-9).mean() > let_in:
        text = (
            f"at {said:.4g}, {let_in:.0%} are let in. A larger one of their distances"
        )
        raise NotYet(f"{about}{text} lets in more, and not too many.")
    text = f"{said:.6g} lets in no more than the right one, but it is no distance"
    raise Close(f"{about}{text} of a stranger to the nearest.")


def number(value, name):
    if type(value).__module__ == "numpy" and not getattr(value, "shape", True):
        value = value.item()
    return float(returned(value, Real, "a number", name))


# --- 11.2 -----------------------------------------------------------------------------


@exercise(
    "11.2",
    "The service opens the file and finds something in it that the new key does not open. "
    "What else does it not open?",
    "What is encrypted with a key, and kept without it, is rubbish. And what is kept of "
    "the pictures?",
)
def explain_this_error(cause):
    letter(
        cause,
        "c",
        {
            "a": "a damaged file would be no database any more. The message says that the "
            "file was read, and what was not as expected.",
            "b": "vectors are computed from pictures. Look at `enrol`: are there any left?",
            "d": "these keys are for clients. Whose key does the message name?",
        },
    )
    return "Right: whoever has the file and not the key has nothing, you included."


# --- 11.3 -----------------------------------------------------------------------------

PEOPLE = ["Ann Lee", "Joann Lee", "Ann Leeds", "Sam O'Hara", "Mary Fox", "Zoë Quist"]
PEOPLE += [f"Customer {i:03}" for i in range(60)]


@contextmanager
def shop(people=PEOPLE, wal=False, careless=(), index=False):
    """Yield the path of a shop's file, open in the shop's program meanwhile."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder, "shop.db")
        with closing(sqlite3.connect(file)) as program:
            program.execute("PRAGMA secure_delete = OFF")
            if wal:
                program.execute("PRAGMA journal_mode = WAL")
                program.execute("PRAGMA wal_autocheckpoint = 0")
            program.execute("CREATE TABLE customer (name TEXT, note TEXT)")
            if index:
                program.execute("CREATE INDEX by_name ON customer (name)")
            for name in [*people, "Mary Fox", *careless]:
                row = [name, "x" * 150]
                program.execute("INSERT INTO customer VALUES (?, ?)", row)
            program.commit()
            # Deleted earlier, by somebody who knew no better.
            query = "DELETE FROM customer WHERE rowid > ?"
            program.execute(query, [len(people) + 1])
            program.commit()
            yield file


def rows(file):
    with closing(sqlite3.connect(file)) as database:
        query = "SELECT name, note FROM customer ORDER BY rowid"
        return database.execute(query).fetchall()


SHOPS = {
    "a shop with a WAL": ({"wal": True}, "Ann Lee", 1),
    "a shop where she was deleted carelessly before, and came back": (
        {"careless": ["Ann Lee", "Ann Lee"]},
        "Ann Lee",
        1,
    ),
    "a shop": ({}, "Ann Lee", 1),
    "a shop with a WAL, where she was deleted carelessly before": (
        {"wal": True, "careless": ["Ida Berg"]},
        "Ida Berg",
        0,
    ),
    "a shop with an index of names": ({"index": True}, "Mary Fox", 2),
    "a shop, and a name with an apostrophe": ({}, "Sam O'Hara", 1),
    "a shop, and a name with two dots on a letter": ({"wal": True}, "Zoë Quist", 1),
    "a shop that has no such customer": ({}, "Nobody Here", 0),
}


@exercise(
    "11.3",
    "What does SQLite do to a place in the file that has become free? And what was done "
    "to the places that were free before you came?",
    "Deleted rows stay until the file is written anew without them. SQLite has a command "
    "for that: look up VACUUM. And in which file does what it writes end up first?",
    "`VACUUM`, outside of a transaction, and then what `empty_the_wal` does.",
)
def leave_nothing_behind(forget):
    name, found = "forget", []
    for number, (title, (how, customer, count)) in enumerate(SHOPS.items()):
        with shop(**how) as file:
            before = rows(file)
            try:
                said = call(forget, file, customer, name=name)
            except NotYet:
                raise
            except Exception as error:
                if not own_lines(error):
                    raise
                raise NotYet(f"{title}: {theirs(error)}") from None
            judge_shop(title, file, customer, before)
            found += left_in(title, file, customer)
            said = returned(said, Integral, "a whole number", name)
            if said != count:
                text = (
                    f"{title}: you return {shown(said)}, and {count} rows of this name"
                )
                raise Close(f"{text} were there to delete.")
        # Whether the first two fail does not depend on how SQLite was built: some
        # systems set secure_delete for all.
        if found and number > 0:
            raise NotYet(f"no row has the name any more, but {'; and '.join(found)}.")
    return "Right: in eight shops, and no trace in any of their files."


def judge_shop(title, file, customer, before):
    if not file.exists():
        raise NotYet(f"{title}: its file is gone.")
    try:
        after = rows(file)
    except sqlite3.Error as error:
        raise NotYet(f"{title}: afterwards its file says {error}.") from None
    if left := [row for row in after if row[0] == customer]:
        raise NotYet(f"{title}: {shown(left[0][0])} is still a customer.")
    others = [row for row in before if row[0] != customer]
    there = {row[0] for row in after}
    if missing := [row[0] for row in others if row[0] not in there]:
        raise Close(f"{title}: {shown(missing[0])} is gone, and was not to be.")
    if after != others:
        raise Close(f"{title}: the other customers are not as they were.")


def left_in(title, file, customer):
    """Say in which files the name is left."""
    for path in sorted(file.parent.iterdir()):
        # Only as a whole: Ann Leeds stays, and begins like Ann Lee.
        data = path.read_bytes().replace(b"Ann Leeds", b"")
        if customer.encode() in data:
            yield f"{path.name} has, in {title}"


# --- 11.4 -----------------------------------------------------------------------------

HERE = "11.4, a test"  # in the name of everybody whom the check enrols


@cache
def pictures():
    """Three pictures of a face, and a file that is none."""
    if (folder := str(ROOT / "lessons" / "11_faces")) not in sys.path:
        sys.path.append(folder)
    from demos.friends import photo, stranger

    return [photo(stranger(50), i) for i in range(3)], b"no picture"


@contextmanager
def lossy(url, lost, before=0):
    """A way to the service on which connections break; yields its address and a list
    of the requests that came along. `before` of them break before the service gets
    them, and `lost` when it has answered."""
    came = []

    class Way(BaseHTTPRequestHandler):
        def do_GET(self):
            self.answer(requests.get(url + self.path, headers=self.sent(), timeout=30))

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            came.append({name.lower(): value for name, value in self.headers.items()})
            self.close_connection = True
            if len(came) <= before:
                return
            headers = self.sent()
            with requests.Session() as session:
                session.trust_env = False
                told = session.post(url + self.path, data=body, headers=headers)
            if len(came) > before + lost:
                self.answer(told)

        def sent(self):
            return {n: v for n, v in self.headers.items() if n.lower() != "host"}

        def answer(self, told):
            self.send_response(told.status_code)
            self.send_header("Content-Type", told.headers["Content-Type"])
            self.send_header("Content-Length", str(len(told.content)))
            self.end_headers()
            self.wfile.write(told.content)

        def log_message(self, *arguments):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Way) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", came
        server.shutdown()


class Service:
    """The learner's own running service, asked with the key of the desk."""

    def __init__(self, url, key):
        self.url, self.session = url, requests.Session()
        self.session.trust_env = False
        self.session.headers["X-API-Key"] = key

    def enrolled(self, name):
        """The ids of all who are enrolled by this name."""
        found, after = [], ""
        while page := self.people(after):
            found += [one["id"] for one in page if one["name"] == name]
            after = page[-1]["id"]
        return found

    def people(self, after=""):
        answer = self.session.get(f"{self.url}/people", params={"after": after})
        answer.raise_for_status()
        return answer.json()["people"]

    def forget(self, name):
        for person in self.enrolled(name):
            self.session.delete(f"{self.url}/people/{person}")


@exercise(
    "11.4",
    "What does the service need in order to see that it is the same request? When is that "
    "chosen: for each try, or for each call?",
    "`uuid.uuid4()` makes a text that nobody else has. And which exceptions does "
    "`requests` raise when a connection breaks?",
    "A loop around the request, with `try`; what is sent is made before the loop. A 4xx "
    "is an answer, so it needs no second try.",
)
def enrol_once(enrol_once, server, desk_key):
    service = Service(server.url, desk_key)
    try:
        service.people()
    except requests.RequestException:
        raise NotYet(
            "your service does not answer the desk. Run the cells that start it again."
        ) from None
    try:
        for lost, before in ((0, 0), (1, 0), (2, 1), (4, 0)):
            arrives(enrol_once, service, desk_key, lost, before)
        never_arrives(enrol_once, service, desk_key)
        refused(enrol_once, service, desk_key)
        twice(enrol_once, service, desk_key)
    finally:
        service.forget(HERE)
    return "Right: one person for each call, whatever gets lost."


def asked(function, *arguments, about):
    """What the learner's function returns, or the exception that it raises."""
    try:
        return call(function, *arguments, name="enrol_once"), None
    except NotYet:
        raise
    except Exception as error:
        if isinstance(error, TypeError) and not own_lines(error):
            raise
        return None, error


def arrives(function, service, key, lost, before):
    """One person, once, whatever is lost on the way."""
    service.forget(HERE)
    about = f"answers lost: {lost}, requests lost: {before}"
    with lossy(service.url, lost, before) as (url, came):
        said, error = asked(function, url, key, HERE, pictures()[0], about=about)
    if error:
        raise NotYet(f"{about}: {theirs(error)}")
    people = service.enrolled(HERE)
    if len(people) != 1:
        keys = {headers.get("idempotency-key") for headers in came}
        why = "each try said that it was a new request" if len(keys) > 1 else ""
        why = why or "nothing told the service that it was the same request"
        text = f"{about}: after {len(came)} tries, {len(people)} people are enrolled"
        raise NotYet(f"{text}; {why}." if len(people) > 1 else f"{text}.")
    if said != people[0]:
        raise NotYet(f"{about}: you return {shown(said)}, and the id is another one.")
    stored = service.session.get(f"{service.url}/people/{said}", timeout=30).json()
    if (count := len(stored["pictures"])) != len(pictures()[0]):
        raise Close(f"{about}: {count} of {len(pictures()[0])} pictures were enrolled.")
    if stored["kept"]:
        raise Close(f"{about}: the pictures are kept, which nobody has agreed to.")
    if len(came) > before + lost + 1:
        raise Close(f"{about}: you got an answer, and have asked {len(came)} times.")


def never_arrives(function, service, key):
    """Nothing comes back, ever."""
    service.forget(HERE)
    with lossy(service.url, 99) as (url, came):
        said, error = asked(function, url, key, HERE, pictures()[0], about="")
    if not error:
        raise Close(f"no answer ever comes, and you return {shown(said)}.")
    if not isinstance(error, requests.RequestException):
        what = type(error).__name__
        raise Close(f"no answer ever comes, and you raise {what}, not the last error.")
    if len(came) != 5:
        raise Close(f"no answer ever comes, and you try {len(came)} times, not five.")
    if len(service.enrolled(HERE)) > 1:
        raise NotYet("no answer ever comes, and somebody is enrolled several times.")


def refused(function, service, key):
    """What the service refuses is not tried again."""
    with lossy(service.url, 0) as (url, came):
        said, error = asked(function, url, key, HERE, [pictures()[1]], about="")
    if not error:
        raise NotYet(f"a text for a picture is refused, and you return {shown(said)}.")
    if len(came) != 1:
        raise Close(f"what is refused was asked {len(came)} times.")
    if type(error) is not ValueError:
        what = type(error).__name__
        raise NotYet(f"a text for a picture is refused: you raise {what}.")
    if "This is no picture that we know" not in str(error):
        text = f"a text for a picture is refused: your error says {shown(str(error))}"
        raise Close(f"{text}. What does the service say?")


def twice(function, service, key):
    """Two calls are two people, also if all is the same."""
    service.forget(HERE)
    with lossy(service.url, 1) as (url, _):
        first, error = asked(function, url, key, HERE, pictures()[0], about="")
    if error:
        raise NotYet(f"one answer lost, once more: {theirs(error)}")
    with lossy(service.url, 0) as (url, _):
        second, error = asked(function, url, key, HERE, pictures()[0], about="")
    if error:
        raise NotYet(f"the same call once more: {theirs(error)}")
    if first == second or len(service.enrolled(HERE)) != 2:
        raise NotYet("two calls with the same picture and name: there is one person.")
