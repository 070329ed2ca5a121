"""The model and its data."""

import csv
import json
import pickletools
from io import BytesIO

import joblib
import numpy as np
import pytest
from factors import fit
from movielens import MOVIES, RATINGS, NotMovieLens, movielens
from recall import liked_by, recall, recall_of, split
from recommender import DEEPEST, Recommender
from tastes import simulated


def test_the_later_ratings_are_held_out():
    ratings = simulated()
    earlier, later = split(ratings)
    assert len(earlier.users) + len(later.users) == len(ratings.users)
    assert 0.18 < len(later.users) / len(ratings.users) < 0.22
    for user in (1, 2, 600):
        last = earlier.times[earlier.users == user].max()
        assert last <= later.times[later.users == user].min()


def test_it_is_better_than_what_everybody_likes(sources):
    passport = json.loads((sources["good"] / "recommender.json").read_text("utf-8"))
    earlier, later = split(simulated())
    model = Recommender(fit(earlier, 6), {"version": "1"})
    popular, liked = model.recommend(0)[1], liked_by(later)
    guessed = np.mean([recall(popular, theirs) for theirs in liked.values()])
    measured = recall_of(model, later)
    assert measured == pytest.approx(passport["metrics"]["recall_at_10"], abs=0.001)
    assert measured > 3 * guessed > 0


def test_nothing_that_is_known_is_recommended(sources):
    model = joblib.load(sources["good"] / "recommender.joblib")
    recommender = Recommender(model, {"version": "1"})
    for user in (1, 300, 600):
        known, movies = recommender.recommend(user)
        numbers = [each["movie"] for each in movies]
        seen = model["table"][[recommender.rows[user]]].indices
        assert known and len(set(numbers)) == len(numbers) == DEEPEST
        assert not set(numbers) & set(model["movies"][seen].tolist())


def test_no_class_of_ours_is_in_the_file(sources):
    data, names = (sources["good"] / "recommender.joblib").read_bytes(), set()
    texts = []
    buffer = BytesIO(data)
    for operation, argument, _ in pickletools.genops(buffer):
        if isinstance(argument, str):
            texts.append(argument)
        if operation.name == "STACK_GLOBAL":
            names.add(texts[-2].partition(".")[0])
        if "NumpyArrayWrapper" in texts[-2:]:
            break  # what follows are the bytes of arrays
    assert names <= {"sklearn", "numpy", "scipy", "joblib"} and "sklearn" in names


def write(folder, name, header, rows):
    with open(folder / name, "w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([header, *rows])


@pytest.fixture
def like_movielens(tmp_path):
    """A folder of the same form, with ratings from nobody."""
    luck, (header, count) = np.random.default_rng(0), RATINGS
    users, movies = luck.integers(1, 611, count), luck.integers(1, 9000, count)
    stars, times = luck.integers(1, 11, count) / 2, luck.integers(0, 10**9, count)
    columns = users.tolist(), movies.tolist(), stars.tolist(), times.tolist()
    write(tmp_path, "ratings.csv", header, zip(*columns, strict=True))
    titles = [(n + 1, f"Ünknown\x85, {n}", "Drama") for n in range(MOVIES[1])]
    write(tmp_path, "movies.csv", MOVIES[0], titles)
    return tmp_path


def test_movielens_is_read_as_it_is(like_movielens):
    ratings = movielens(like_movielens)
    assert len(ratings.users) == RATINGS[1] and ratings.titles[2] == "Ünknown\x85, 1"
    assert len(ratings.origin["ratings.csv"]) == 64
    model = Recommender(fit(split(ratings)[0], 2), {"version": "1"})
    assert len(model.recommend(7)[1]) == DEEPEST


@pytest.mark.parametrize("wrong", ["a header", "a row", "a field", "a file", "text"])
def test_another_folder_is_refused_with_a_sentence(like_movielens, wrong):
    file = like_movielens / "movies.csv"
    lines = file.read_text("utf-8").rstrip("\n").split("\n")
    if wrong == "a header":
        lines[0] = "movieId,genres,title"
    elif wrong == "a row":
        del lines[-1]
    elif wrong == "a field":
        lines[-1] += ",more"
    file.write_text(
        "\n".join(lines), encoding="latin-1" if wrong == "text" else "utf-8"
    )
    if wrong == "a file":
        file.unlink()
    with pytest.raises(NotMovieLens, match=r"movies\.csv.* Get ml-latest-small from"):
        movielens(like_movielens)
