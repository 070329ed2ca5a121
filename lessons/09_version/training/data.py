"""Simulated ratings: people with tastes, and films that nobody has made."""

from collections import namedtuple

import numpy as np

# Arrays with an entry for each rating, a title for each movie, and where it is from.
Ratings = namedtuple("Ratings", "users movies stars times titles origin")
USERS, MOVIES, RATED, DAYS = 600, 300, 40, 365
ORIGIN = {"data": "simulated tastes (training/data.py): no real people"}

GENRES = ["comedy", "crime", "drama", "horror", "romance", "space"]
FIRST = "Quiet Last Golden Broken Secret Second Winter Burning Paper Distant"
SECOND = "River Letter Garden Summer Captain Mirror Island Witness Train Song"


def simulated(seed=0):
    """Return Ratings (0.5 to 5 stars, times in days); the same for the same seed."""
    luck = np.random.default_rng(seed)
    tastes = luck.dirichlet([0.3] * len(GENRES), USERS)
    movies = luck.dirichlet([0.2] * len(GENRES), MOVIES)
    fame, quality = luck.lognormal(0, 1.0, MOVIES), luck.normal(0, 0.4, MOVIES)
    likes = tastes @ movies.T  # users × movies, 0 to 1
    found = []
    for user in range(USERS):
        chance = fame * (0.05 + likes[user] ** 2)
        count = luck.integers(RATED // 2, 2 * RATED)
        seen = luck.choice(MOVIES, count, replace=False, p=chance / chance.sum())
        stars = 2 + 2.5 * likes[user, seen] + quality[seen] + luck.normal(0, 0.5, count)
        stars = np.clip(np.round(2 * stars) / 2, 0.5, 5)
        times = np.sort(luck.uniform(0, DAYS, count)).round(3)
        found += zip([user + 1] * count, seen + 1, stars, times, strict=True)
    columns = [np.array(column) for column in zip(*found, strict=True)]
    return Ratings(*columns, titles(movies.argmax(axis=1)), ORIGIN | {"seed": seed})


def titles(kinds):
    """Return {1: "The Quiet River (drama)", …}: up to 300, and none comes twice.

    `kinds`: the number of the genre of each.
    """
    pairs = [f"{a} {b}" for b in SECOND.split() for a in FIRST.split()]
    names = [f"{start} {pair}" for start in ("The", "A", "My") for pair in pairs]
    return {i + 1: f"{names[i]} ({GENRES[kind]})" for i, kind in enumerate(kinds)}
