"""Who is it? Vectors of those who are enrolled, and a threshold that was measured."""

import sqlite3
import threading

import numpy as np


class Gallery:
    """The vectors of everybody, in memory; read again when anybody has changed them."""

    def __init__(self, store):
        self.store, self.lock, self.seen = store, threading.Lock(), None
        # Its data_version is another one after each change by any other connection.
        self.watch = sqlite3.connect(store.file, check_same_thread=False, timeout=10)
        self.people, self.vectors = [], np.empty((0, 0))

    def now(self):
        """Return (ids of people, vectors), one for each picture, as they are now."""
        with self.lock:
            [version] = self.watch.execute("PRAGMA data_version").fetchone()
            if version != self.seen:
                self.people, self.vectors = self.store.vectors()
                self.seen = version
            return self.people, self.vectors


class Recogniser:
    """Says whose face it is, if anybody's: the nearest, if near enough."""

    def __init__(self, embedder, store):
        self.embedder, self.threshold = embedder, embedder.threshold
        self.gallery = Gallery(store)

    def distances(self, vector):
        """Return (ids of people, distances), one of each for every picture."""
        people, vectors = self.gallery.now()
        return people, np.linalg.norm(vectors - vector, axis=1) if people else []

    def identify(self, vector):
        """Return (id of a person or None, distance to the nearest or None)."""
        people, far = self.distances(vector)
        if not people:
            return None, None
        nearest = int(np.argmin(far))
        found = people[nearest] if far[nearest] <= self.threshold else None
        return found, float(far[nearest])

    def distance_to(self, person, vector):
        """Return how far it is to a person's nearest picture; None: no such person."""
        each = zip(*self.distances(vector), strict=True)
        return min((float(far) for who, far in each if who == person), default=None)

    def near(self, vectors):
        """Return the ids of all who are near enough to be taken for this person."""
        each = [
            pair for one in vectors for pair in zip(*self.distances(one), strict=True)
        ]
        return {who for who, far in each if far <= self.threshold}
