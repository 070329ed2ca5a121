"""Fit a recommender. What is saved holds scikit-learn's classes and arrays only."""

import numpy as np
from scipy.sparse import csr_array
from sklearn.decomposition import TruncatedSVD


def fit(ratings, factors, seed=0):
    """Return a dictionary to be saved; `factors`: how many tastes it may tell apart.

    No class of ours is in it: a file that needs today's code to be loaded would not
    fit tomorrow's.
    """
    users, rows = np.unique(ratings.users, return_inverse=True)
    movies, columns = np.unique(ratings.movies, return_inverse=True)
    shape = len(users), len(movies)
    table = csr_array((ratings.stars - 2.0, (rows, columns)), shape)
    svd = TruncatedSVD(factors, random_state=seed).fit(table)
    liked = np.bincount(columns, ratings.stars >= 4, len(movies))
    titles = [ratings.titles[movie] for movie in movies.tolist()]
    return {
        "svd": svd,
        "users": users,
        "movies": movies,
        "titles": titles,
        "table": table,
        "popular": np.argsort(-liked, kind="stable"),
    }
