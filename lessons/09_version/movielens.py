"""MovieLens' ml-latest-small, as it is. It may not be passed on, so it is not here."""

import csv
import hashlib
from pathlib import Path

import numpy as np
from tastes import Ratings

WHERE = "Get ml-latest-small from https://grouplens.org/datasets/movielens/latest/"
RATINGS = (["userId", "movieId", "rating", "timestamp"], 100_836)
MOVIES = (["movieId", "title", "genres"], 9_742)


class NotMovieLens(SystemExit):
    """The folder is another one: the program ends, and says what differs."""


def read(file, header, count):
    """The rows of a file without its header, and the SHA-256 of the file."""
    try:
        data = file.read_bytes()
        first, *rows = csv.reader(data.decode("utf-8").rstrip().split("\n"))
    except (OSError, ValueError) as error:
        raise NotMovieLens(f"{file.name} cannot be read. {WHERE}") from error
    if first != header or [*map(len, rows)] != [len(header)] * count:
        text = f"{len(rows)} rows of {', '.join(first)}; expected: {count} of"
        raise NotMovieLens(f"{file.name}: {text} {', '.join(header)}. {WHERE}")
    return rows, hashlib.sha256(data).hexdigest()


def movielens(folder):
    """Return Ratings (times in days); raises NotMovieLens."""
    ratings, one = read(Path(folder, "ratings.csv"), *RATINGS)
    movies, other = read(Path(folder, "movies.csv"), *MOVIES)
    users, films, stars, times = np.array(ratings, dtype=float).T
    titles = {int(number): title for number, title, _ in movies}
    origin = {"data": "ml-latest-small", "ratings.csv": one, "movies.csv": other}
    numbers = users.astype(int), films.astype(int)
    return Ratings(*numbers, stars, times / 86_400, titles, origin)
