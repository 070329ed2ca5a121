"""MovieLens' ml-latest-small, as it is. It may not be passed on, so it is not here."""

import csv
import hashlib
import re
from pathlib import Path

import numpy as np

from training.data import Ratings

WHERE = "Get ml-latest-small from https://grouplens.org/datasets/movielens/latest/"
RATINGS = (["userId", "movieId", "rating", "timestamp"], 100_836)
MOVIES = (["movieId", "title", "genres"], 9_742)
NUMBER = re.compile(r"[1-9][0-9]{0,8}")
STARS = re.compile(r"[0-4]\.5|[1-5](\.0)?")
SECONDS = re.compile(r"[0-9]{1,12}")


class NotMovieLens(SystemExit):
    """The folder is another one, or damaged: the program ends, and says what is wrong.

    The message names the file, the row (the header is row 1), and never a value.
    """


def movielens(folder):
    """Return Ratings (times in days); raises NotMovieLens."""
    movies, one = read(Path(folder, "movies.csv"), *MOVIES)
    titles = {}
    for row, (number, title, _) in movies:
        expect(NUMBER.fullmatch(number), "movies.csv", row, "its movieId is no number")
        expect(int(number) not in titles, "movies.csv", row, "its movieId comes twice")
        expect(title.strip(), "movies.csv", row, "its title is empty")
        titles[int(number)] = title
    ratings, other = read(Path(folder, "ratings.csv"), *RATINGS)
    seen, columns = set(), []
    for row, (user, movie, stars, time) in ratings:
        for fine, what in (
            (NUMBER.fullmatch(user), "its userId is no number"),
            (NUMBER.fullmatch(movie), "its movieId is no number"),
            (STARS.fullmatch(stars), "its rating is not 0.5, 1.0, … or 5.0 stars"),
            (SECONDS.fullmatch(time), "its timestamp is no number of seconds"),
        ):
            expect(fine, "ratings.csv", row, what)
        known = int(movie) in titles
        expect(known, "ratings.csv", row, "its movieId is not in movies.csv")
        pair = int(user), int(movie)
        expect(pair not in seen, "ratings.csv", row, "this user rated this movie above")
        seen.add(pair)
        columns.append((*pair, float(stars), int(time) / 86_400))
    users, films, stars, times = map(np.array, zip(*columns, strict=True))
    origin = {"data": "ml-latest-small", "ratings.csv": other, "movies.csv": one}
    return Ratings(users, films, stars, times, titles, origin)


def read(file, header, count):
    """Return [(row, its fields)] without the header, and the SHA-256 of the file."""
    try:
        data = file.read_bytes()
    except OSError as error:
        why = f"{file.name} cannot be read: {error.strerror}. {WHERE}"
        raise NotMovieLens(why) from None
    # Not splitlines: a title may hold a character that it takes for the end of a line.
    first, *lines = text_of(data, file.name).rstrip().split("\n")
    if ";".join(header) in first or "\t".join(header) in first:
        raise NotMovieLens(f"{file.name} is not separated by commas. {WHERE}")
    if fields(first, file.name, 1) != header:
        want = ", ".join(header)
        raise NotMovieLens(f"{file.name} does not begin with {want}. {WHERE}")
    rows = []
    for row, line in enumerate(lines, start=2):
        rows.append((row, fields(line, file.name, row)))
        right = len(rows[-1][1]) == len(header)
        expect(right, file.name, row, f"it has not {len(header)} fields")
    if len(rows) != count:
        text = f"{file.name} has {len(rows)} rows; expected: {count}. {WHERE}"
        raise NotMovieLens(text)
    return rows, hashlib.sha256(data).hexdigest()


def text_of(data, name):
    """Return a file's text, whatever Excel or a Mac has put at its beginning."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotMovieLens(f"{name} is UTF-16: save it as UTF-8. {WHERE}")
    try:
        return data.decode("utf-8-sig")  # with or without a byte-order mark
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise NotMovieLens(f"{name}, row {row}: it is not UTF-8. {WHERE}") from None


def fields(line, name, row):
    """Return the fields of one line; MovieLens has no line breaks within a title."""
    expect("\0" not in line, name, row, "it holds a zero byte")
    try:
        return next(csv.reader([line.removesuffix("\r")], strict=True), [])
    except csv.Error:
        raise NotMovieLens(
            f"{name}, row {row}: a quote is not closed. {WHERE}"
        ) from None


def expect(fine, name, row, what):
    """Raise NotMovieLens for a row unless it is fine."""
    if not fine:
        raise NotMovieLens(f"{name}, row {row}: {what}. {WHERE}")
