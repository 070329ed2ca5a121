"""Versions in memory: which are loaded, and who answers at this moment."""

import hashlib
import threading
import weakref
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from app.config import wanted
from app.labels import NONE, LabelsError, changing, named, read_labels
from app.logs import note
from app.metrics import tell_labels, tell_move, tell_refused
from app.model import Recommender
from app.promotion import NotMoved, moved, not_worse
from app.registry import open_version, published


class NothingToServe(Exception):
    """The service does not start: there is no version that it could answer with."""


@dataclass(frozen=True)
class Answering:
    """Who answers at this moment: never changed, only replaced by another one.

    A request takes it once: so no answer is made by two versions.
    """

    champion: Recommender
    label: str  # "champion", or "stand-in" where the champion is not to be had
    challenger: Recommender | None
    share: float
    shadow: bool
    loaded: dict = field(repr=False)  # {number: Recommender}

    @classmethod
    def by(cls, labels, first, loaded):
        label = "champion" if first == labels["champion"] else "stand-in"
        challenger = loaded.get(labels["challenger"])
        more = labels["share"], labels["shadow"], dict(loaded)
        return cls(loaded[first], label, challenger, *more)

    def to(self, user):
        """Return (label, recommender) for a user: the same one each time."""
        if self.challenger and place(user, self.challenger.version) < self.share:
            return "challenger", self.challenger
        return self.label, self.champion


def place(user, salt):
    """Return where from 0 to 1 a user stands: always there, or with another salt not.

    The same in each process, which Python's own `hash` of a text is not.
    """
    digest = hashlib.sha256(f"{salt}:{user}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


class Versions:
    """A worker's own view of the registry. `now` says who answers.

    follow() makes it what policy and labels want, move() asks for other labels.
    """

    def __init__(self, registry, policy="latest:2"):
        self.registry, self.policy, self.lock = registry, policy, threading.RLock()
        self.loaded, self.refused = {}, {}  # {number: Recommender}, {number: why not}
        self.labels, self.now, self.seen = dict(NONE), None, None
        self.follow()

    def get(self, number):
        """Return a version, loaded and warm, or None if it is refused."""
        with self.lock:
            if number not in self.loaded and number not in self.refused:
                try:
                    opened = open_version(self.registry, number)
                except Exception as error:  # whatever it is, the others go on serving
                    self.refused[number] = why = str(error) or repr(error)
                    note("version refused", version=number, why=why)
                    tell_refused(number)
                else:
                    self.loaded[number] = opened
                    note("version loaded", version=number)
                    # It goes when the last request that asks it is answered.
                    gone = weakref.finalize(opened, note, "unloaded", version=number)
                    gone.atexit = False
            return self.loaded.get(number)

    def follow(self):
        """Load the new and warm it up, then move, then let go of the old."""
        with self.lock:
            try:
                self.labels = read_labels(self.registry)
            except LabelsError as error:
                note("labels refused", why=str(error))
            numbers, labels = published(self.registry), self.labels
            keep = {*wanted(self.policy, numbers), *named(labels)}
            good = [n for n in sorted(keep, reverse=True) if self.get(n)]
            old = int(self.now.champion.version) if self.now else None
            order = [labels["champion"], old, *good, *reversed(numbers)]
            if not (first := next((n for n in order if n and self.get(n)), None)):
                raise NothingToServe("No version is fit to serve: python train.py")
            if not Path(self.registry, "labels.json").exists():
                self.labels = labels = first_labels(self.registry, first)
            loaded = {n: self.loaded[n] for n in {*keep, first} & {*self.loaded}}
            self.now = Answering.by(labels, first, loaded)
            self.loaded = loaded
            tell_labels(labels, self.now.champion.version)

    def move(self, label, version, *, share=0.0, shadow=False, **meant):
        """Let "champion" or "challenger" mean another version, for all workers.

        It has to be loaded, warm and good enough; `meant` are `rollback` and
        `other_ratings`, as in not_worse. Raises NotMoved, and writes down why; then all
        is as it was.
        """
        facts = {"label": label, "version": version}
        try:
            with self.lock:
                self.follow()
                new = self.fit(version)  # while nobody has to wait for us
                with changing(self.registry, otherwise=self.labels) as labels:
                    if label == "champion" and not meant.get("rollback"):
                        # Another worker may have moved it a moment ago.
                        champion = self.get(labels["champion"]) or self.now.champion
                        not_worse(new, champion, meant.get("other_ratings", False))
                    labels.update(moved(labels, label, version))
                    if label == "challenger":
                        labels.update(share=share, shadow=shadow)
                self.follow()
        except OSError as error:  # a full disk, or somebody who moves labels for long
            text = f"The labels cannot be written: {error.strerror or 'they are busy'}."
            note("not moved", **facts, why=text)
            raise NotMoved(text, status=503) from error
        except NotMoved as error:
            note("not moved", **facts, why=str(error))
            raise
        note("moved", **facts, share=share, shadow=shadow)
        tell_move(label)

    def fit(self, number):
        """Return a version that is loaded and warm; NotMoved says why it is not."""
        if number not in published(self.registry):
            raise NotMoved(f"There is no version {number}.", status=404)
        self.refused.pop(number, None)  # who asks again gets another try
        if not (new := self.get(number)):
            raise NotMoved(f"Version {number} is refused: {self.refused[number]}.")
        return new

    def catch_up(self):
        """Follow the registry, if it has changed since the last time."""
        now = (
            look(self.registry),
            look(Path(self.registry, "labels.json")),
        )  # before it is read
        if now != self.seen:
            try:
                self.seen = now
                self.follow()
            except Exception as error:  # who answered before goes on answering
                note("not followed", why=repr(error))


def first_labels(registry, first):
    """Make the `first` champion where nobody is; return the labels."""
    with changing(registry) as labels:
        if labels["champion"] is None:
            labels["champion"] = first
        return dict(labels)


def look(place):
    """Return what differs when a file was replaced, or a folder's names changed."""
    with suppress(OSError):
        state = place.stat()
        return state.st_mtime_ns, state.st_ino, state.st_size


@contextmanager
def following(versions, every=0.2):
    """Catch up every 0.2 s while the `with` block lasts. Each worker does so."""
    over = threading.Event()

    def watch():
        while not over.wait(every):
            versions.catch_up()

    threading.Thread(target=watch, daemon=True).start()
    yield
    over.set()
