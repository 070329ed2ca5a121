"""How the notebook of lesson 09 gets its recommendations from the model itself."""

import os
import tempfile
from functools import cache
from urllib.parse import parse_qs, urlsplit

import joblib
import numpy as np

from app.passport import MODELS
from app.security import new_key

PATH, DEEPEST = "/recommendations/", 100
# The service is for everybody; a key is for what moves labels, below /admin.
PUBLIC = {
    "/recommendations/{user}": "what the service is for",
    "/live": "watchers have no key",
    "/ready": "watchers have no key",
    "/health": "watchers have no key",
    "/metrics": "Prometheus asks from inside; a gateway keeps it from others",
    "/docs": "what it takes and gives is no secret",
    "/openapi.json": "what it takes and gives is no secret",
    "/redoc": "what it takes and gives is no secret",
    "/docs/oauth2-redirect": "a page of /docs",
    "/static-offline-docs/*": "the scripts of these pages",
}


def environment():
    file = os.path.join(tempfile.mkdtemp(), "keys.json")
    key = new_key(file, "admin", ["admin"], prefix="recs")
    # Hostile requests come with wrong keys, too: they are not to be slowed down.
    return {"KEYS_FILE": file, "API_KEY": key, "GUESSES": "100000/minute"}


def headers():
    return {"X-API-Key": os.environ["API_KEY"]}


def most():
    """A wish is short, and app/admin.py takes no more than this (bytes)."""
    return {"/admin/labels": 10_000}


@cache
def loaded():
    return joblib.load(MODELS / "registry/1/recommender.joblib")


def answer(path, body):
    """What version 1, the champion, answers; a wish that is granted is repeated."""
    if path.startswith("/admin"):
        return {
            "rollback": False,
            "other_ratings": False,
            "share": 0.0,
            "shadow": False,
        } | body
    parts, model = urlsplit(path), loaded()
    user, query = int(parts.path.removeprefix(PATH)), parse_qs(parts.query)
    limit = int(query.get("limit", ["10"])[0])
    start = int(query.get("cursor", ["1-0"])[0].partition("-")[2])
    best, [row] = model["popular"], np.nonzero(model["users"] == user)
    if len(row):
        first, last = model["table"].indptr[row[0] :][:2]
        rated = set(model["table"].indices[first:last].tolist())  # also with 2 stars, 0
        rated |= set(np.nonzero(model["later"].toarray()[row[0]])[0].tolist())
        stars = model["table"].toarray()[row[0]]
        scores = model["svd"].inverse_transform(model["svd"].transform([stars]))[0]
        best = [i for i in np.argsort(-scores, kind="stable") if i not in rated]
    best = list(best)[:DEEPEST]
    following, over = f"1-{start + limit}", start + limit >= len(best)
    return {
        "user": user,
        "reason": "your ratings" if len(row) else "popular: this user is new here",
        "movies": [
            {"movie": model["movies"][i].item(), "title": model["titles"][i]}
            for i in best[start : start + limit]
        ],
        "next": None if over else following,
        "model": {"name": "recommender", "version": "1", "label": "champion"},
    }


def cases():
    """Known users and new ones, first pages and later ones; what is asked with GET."""
    paths = [f"{PATH}{user}?limit=5" for user in range(1, 601, 25)]
    paths += [f"{PATH}7", f"{PATH}7?cursor=1-10", f"{PATH}7?limit=50&cursor=1-80"]
    paths += [f"{PATH}601", f"{PATH}999999999?limit=50"]
    return [(path, None, answer(path, None)) for path in paths]


def through_the_client(url, cases):
    from client import RecommendationClient

    client = RecommendationClient(url)
    for path, _, expected in cases:
        query = {name: one for name, [one] in parse_qs(urlsplit(path).query).items()}
        assert client.page(expected["user"], **query) == expected, path
        assert client.page(expected["user"], **query) == expected, path  # a 304
    return len(cases)
