"""Fit a recommender. What is saved holds scikit-learn's classes and arrays only."""

import numpy as np
from scipy.sparse import csr_array
from sklearn.decomposition import TruncatedSVD


def fit(earlier, later, factors, seed=0):
    """Return a dictionary to be saved; `factors`: how many tastes it may tell apart.

    It learns from the `earlier` ratings. Of the `later` ones it keeps only who has
    rated which movie, so that nobody is recommended what they know. No class of ours is
    in it: a file that needs today's code to be loaded would not fit tomorrow's.
    Raises ValueError where so many factors are too many.
    """
    users, rows = np.unique(earlier.users, return_inverse=True)
    movies, columns = np.unique(earlier.movies, return_inverse=True)
    shape = len(users), len(movies)
    if not 1 <= factors < min(shape):
        raise ValueError(f"factors is a number from 1 to {min(shape) - 1}")
    table = csr_array((earlier.stars - 2.0, (rows, columns)), shape)
    svd = TruncatedSVD(factors, random_state=seed).fit(table)
    liked = np.bincount(columns, earlier.stars >= 4, len(movies))
    titles = [earlier.titles[movie] for movie in movies.tolist()]
    return {
        "svd": svd,
        "users": users,
        "movies": movies,
        "titles": titles,
        "table": table,
        "later": rated(later, users, movies),
        "popular": np.argsort(-liked, kind="stable"),
    }


def rated(ratings, users, movies):
    """Return a table of these users and movies, with a 1 for each rating."""
    known = np.isin(ratings.users, users) & np.isin(ratings.movies, movies)
    rows = np.searchsorted(users, ratings.users[known])
    columns = np.searchsorted(movies, ratings.movies[known])
    ones = np.ones(len(rows), dtype=np.int8)
    return csr_array((ones, (rows, columns)), (len(users), len(movies)))
