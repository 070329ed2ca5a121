"""Ask a fitted recommender."""

import numpy as np

FEATURES = ["user"]
DEEPEST = 100  # recommendations for a user; nobody pages further


class Recommender:
    """One version of the model, ready to answer. It never changes."""

    def __init__(self, model, passport):
        self.model, self.passport = model, passport
        self.version = passport["version"]
        self.rows = {user: row for row, user in enumerate(model["users"].tolist())}

    def recommend(self, user):
        """Return (known, movies): up to DEEPEST dictionaries, the best first.

        Who has rated nothing is not known, and gets what most people like.
        """
        model, row = self.model, self.rows.get(user)
        best = model["popular"]
        if row is not None:
            seen = model["table"][[row]]
            scores = model["svd"].inverse_transform(model["svd"].transform(seen))[0]
            scores[seen.indices] = -np.inf  # they know these already
            best = np.argsort(-scores, kind="stable")[: len(scores) - seen.nnz]
        best, movies = best[:DEEPEST].tolist(), model["movies"].tolist()
        found = [{"movie": movies[i], "title": model["titles"][i]} for i in best]
        return row is not None, found
