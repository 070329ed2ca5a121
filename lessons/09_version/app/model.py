"""The recommender: a fitted model, ready to say what a user might like."""

import numpy as np

FEATURES = ["user"]
DEEPEST = 100  # recommendations for a user; nobody pages further


class Recommender:
    """One version of the model, ready to answer. It never changes once it is made."""

    def __init__(self, model, passport):
        """Take a dictionary as training.fit makes it, and its passport."""
        self.model, self.passport = model, passport
        self.version = passport["version"]
        self.rows = {user: row for row, user in enumerate(model["users"].tolist())}

    def recommend(self, user, as_judged=False):
        """Return (known, movies): up to DEEPEST dictionaries, the best first.

        Who has rated nothing is not known, and gets what most people like. What a user
        has rated is never among it. With `as_judged` only the earlier ratings count as
        known, since a version is judged by whether it finds the later ones.
        """
        row = self.rows.get(user)
        best = self.model["popular"] if row is None else self.rank(row, as_judged)
        titles, movies = self.model["titles"], self.model["movies"].tolist()
        best = best[:DEEPEST].tolist()
        found = [{"movie": movies[i], "title": titles[i]} for i in best]
        return row is not None, found

    def rank(self, row, as_judged):
        """Return columns of the table, the best first, without those that are rated."""
        svd, taste = self.model["svd"], self.model["table"][[row]]
        scores = svd.inverse_transform(svd.transform(taste))[0]
        rated = taste.indices
        if not as_judged:
            rated = np.union1d(rated, self.model["later"][[row]].indices)
        scores[rated] = -np.inf
        return np.argsort(-scores, kind="stable")[: len(scores) - len(rated)]
