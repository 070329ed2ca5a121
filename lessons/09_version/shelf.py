"""A server's own view of the registry: what is loaded, and who answers."""

from answering import Answering
from journal import write
from keeping import Keeper
from labels import NONE, LabelsError, file_of, named, read_labels, write_labels
from policy import wanted
from registry import versions


class NothingToServe(Exception):
    pass


class Shelf(Keeper):
    """`now` says who answers; follow() makes it what policy and labels want."""

    def __init__(self, registry, policy="latest:2"):
        super().__init__(registry)
        self.policy, self.labels, self.now, self.seen = policy, NONE, None, None
        self.follow()

    def follow(self):
        """Load the new and warm it up, then move, then let go of the old."""
        with self.lock:
            try:
                self.labels = read_labels(self.registry)
            except LabelsError as error:
                write("labels refused", why=str(error))
            numbers, labels = versions(self.registry), self.labels
            keep = {*wanted(self.policy, numbers), *named(labels)}
            good = [n for n in sorted(keep, reverse=True) if self.get(n)]
            old = int(self.now.champion.version) if self.now else None
            order = [labels["champion"], old, *good, *reversed(numbers)]
            if not (first := next((n for n in order if n and self.get(n)), None)):
                raise NothingToServe("No version is fit to serve: python train.py")
            if not file_of(self.registry).exists():
                self.labels = labels = NONE | {"champion": first}
                write_labels(self.registry, labels)
            self.now = Answering.by(labels, first, self.let_go({*keep, first}))
