"""The model and its data."""

import csv
import errno
import json
import os
import pickletools
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import joblib
import numpy as np
import pytest
from train import main

from app.model import DEEPEST, Recommender
from app.registry import open_version, publish
from training import movielens as reader
from training.data import simulated
from training.evaluate import liked_by, recall, recall_of, split
from training.fit import fit
from training.movielens import MOVIES, RATINGS, NotMovieLens, movielens


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
    model = Recommender(fit(earlier, later, 6), {"version": "1"})
    popular, liked = model.recommend(0)[1], liked_by(later)
    guessed = np.mean([recall(popular, theirs) for theirs in liked.values()])
    measured = recall_of(model, later)
    written, of_popular = passport["metrics"].values()
    assert of_popular == pytest.approx(guessed, abs=0.0001)
    assert measured == pytest.approx(written, abs=0.001)
    assert measured > 3 * guessed > 0


def test_nothing_that_is_known_is_recommended(sources, ratings):
    model = joblib.load(sources["good"] / "recommender.joblib")
    recommender = Recommender(model, {"version": "1"})
    for user in (1, 300, 600):
        known, movies = recommender.recommend(user)
        numbers = [each["movie"] for each in movies]
        rated = set(ratings.movies[ratings.users == user].tolist())
        assert known and len(set(numbers)) == len(numbers) == DEEPEST
        assert not set(numbers) & rated  # neither the earlier ones nor those held out
        _, judged = recommender.recommend(user, as_judged=True)
        assert {each["movie"] for each in judged} & rated  # some of those held out


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


PROJECT = Path(__file__).parent.parent


def write(folder, name, header, rows):
    with open(folder / name, "w", newline="", encoding="utf-8") as out:
        csv.writer(out, lineterminator="\n").writerows([header, *rows])


@pytest.fixture(scope="session")
def of_its_form(tmp_path_factory):
    """A folder of the same form as MovieLens', with ratings from nobody."""
    folder = tmp_path_factory.mktemp("movielens")
    return fill(folder, RATINGS[1], MOVIES[1])


def fill(folder, count, movie_count):
    luck, header = np.random.default_rng(0), RATINGS[0]
    pairs = luck.choice(610 * (movie_count - 1), count, replace=False)
    users, movies = np.divmod(pairs, movie_count - 1)
    stars, times = luck.integers(1, 11, count) / 2, luck.integers(0, 10**9, count)
    columns = (users + 1).tolist(), (movies + 1).tolist(), stars.tolist()
    rows = zip(*columns, times.tolist(), strict=True)
    write(folder, "ratings.csv", header, rows)
    titles = [(n + 1, f"Ünknown\x85, {n}", "Drama") for n in range(movie_count)]
    write(folder, "movies.csv", MOVIES[0], titles)
    return folder


@pytest.fixture
def like_movielens(tmp_path, monkeypatch):
    """The same, but short: what it says of a row does not depend on their number."""
    monkeypatch.setattr(reader, "RATINGS", (RATINGS[0], 200))
    monkeypatch.setattr(reader, "MOVIES", (MOVIES[0], 50))
    return fill(tmp_path, 200, 50)


def test_movielens_is_read_as_it_is(of_its_form):
    ratings = movielens(of_its_form)
    assert len(ratings.users) == RATINGS[1] and ratings.titles[2] == "Ünknown\x85, 1"
    assert len(ratings.origin["ratings.csv"]) == 64
    model = Recommender(fit(*split(ratings), 2), {"version": "1"})
    assert len(model.recommend(7)[1]) == DEEPEST


@pytest.mark.parametrize("saved_by", ["Excel", "Windows"])
def test_other_programs_may_have_saved_it(like_movielens, saved_by):
    file = like_movielens / "movies.csv"
    text = file.read_text("utf-8")
    if saved_by == "Excel":
        file.write_text(text, encoding="utf-8-sig", newline="")
    else:
        file.write_bytes(text.replace("\n", "\r\n").encode())
    assert movielens(like_movielens).titles[2] == "Ünknown\x85, 1"


# What is done to the lines of a file; what is said of it; and with which encoding.
DAMAGE = {
    "a header": (0, "movieId,genres,title", "does not begin with movieId, title"),
    "semicolons": (0, "movieId;title;genres", "is not separated by commas"),
    "a row is missing": (5, None, "49 rows; expected: 50"),
    "a field more": (5, "5,a,b,c", "row 6: it has not 3 fields"),
    "an empty line": (5, "", "row 6: it has not 3 fields"),
    "a quote": (5, '5,"a,b', "row 6: a quote is not closed"),
    "a zero byte": (5, "5,a\0,b", "row 6: it holds a zero byte"),
    "no title": (5, "5, ,b", "row 6: its title is empty"),
    "a text": (5, "five,a,b", "row 6: its movieId is no number"),
    "twice": (5, "4,a,b", "row 6: its movieId comes twice"),
}
RATED = {
    "a text": ("many,1,4.0,0", "its userId is no number"),
    "empty": ("1,,4.0,0", "its movieId is no number"),
    "NaN": ("1,1,nan,0", "its rating is not"),
    "infinite": ("1,1,1e999,0", "its rating is not"),
    "six stars": ("1,1,6.0,0", "its rating is not"),
    "no star": ("1,1,0.0,0", "its rating is not"),
    "negative": ("-1,1,4.0,0", "its userId is no number"),
    "half": ("1.5,1,4.0,0", "its userId is no number"),
    "huge": ("1" * 30 + ",1,4.0,0", "its userId is no number"),
    "no time": ("1,1,4.0,soon", "its timestamp is no number"),
    "unknown": ("1,9999999,4.0,0", "its movieId is not in movies.csv"),
    "a quote": ('"1,1,4.0,0', "a quote is not closed"),
    "a zero byte": ("1,1,4.0,\0", "it holds a zero byte"),
    "other digits": ("٧,1,4.0,0", "its userId is no number"),
}


def damaged(folder, name, row, line):
    lines = (folder / name).read_text("utf-8").rstrip("\n").split("\n")
    lines[row : row + 1] = [] if line is None else [line]
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")


@pytest.mark.parametrize("what", DAMAGE)
def test_damaged_movies_are_refused_by_row(like_movielens, what):
    row, line, sentence = DAMAGE[what]
    damaged(like_movielens, "movies.csv", row, line)
    with pytest.raises(NotMovieLens, match=r"movies\.csv.* Get ml-latest-small") as no:
        movielens(like_movielens)
    assert sentence in str(no.value)


@pytest.mark.parametrize("what", RATED)
def test_damaged_ratings_are_refused_by_row(like_movielens, what):
    line, sentence = RATED[what]
    damaged(like_movielens, "ratings.csv", 41, line)
    with pytest.raises(NotMovieLens, match=r"ratings\.csv, row 42: ") as no:
        movielens(like_movielens)
    assert sentence in str(no.value) and "\n" not in str(no.value)


def test_a_rating_that_comes_twice(like_movielens):
    lines = (like_movielens / "ratings.csv").read_text("utf-8").split("\n")
    damaged(like_movielens, "ratings.csv", 41, lines[40])
    with pytest.raises(NotMovieLens, match="row 42: this user rated this movie above"):
        movielens(like_movielens)


@pytest.mark.parametrize(
    ("encoding", "sentence"),
    [("latin-1", r"row 2: it is not UTF-8"), ("utf-16", "is UTF-16: save it as UTF-8")],
)
def test_another_encoding_is_named(like_movielens, encoding, sentence):
    file = like_movielens / "movies.csv"
    file.write_text(file.read_text("utf-8"), encoding=encoding)
    with pytest.raises(NotMovieLens, match=rf"movies\.csv.*{sentence}"):
        movielens(like_movielens)


def test_a_file_that_is_not_there_or_empty(like_movielens):
    (like_movielens / "ratings.csv").write_bytes(b"")
    with pytest.raises(NotMovieLens, match=r"ratings\.csv does not begin with userId"):
        movielens(like_movielens)
    (like_movielens / "ratings.csv").unlink()
    with pytest.raises(NotMovieLens, match=r"ratings\.csv cannot be read: No such"):
        movielens(like_movielens)


def test_an_unset_variable_is_no_wish_for_simulated_data():
    with pytest.raises(SystemExit, match="--data is empty"):
        main(6, "")


@pytest.mark.parametrize("factors", [0, -1, 300, 10**9])
def test_too_many_factors(factors):
    with pytest.raises(SystemExit, match="factors is a number from 1 to 299"):
        main(factors, None)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit of a file's size")
def test_a_training_without_room_leaves_the_model_that_worked(sources, tmp_path):
    models = Path(shutil.copytree(sources["good"], tmp_path / "models"))
    publish(models / "registry", models)
    before = {file: file.read_bytes() for file in models.rglob("*") if file.is_file()}
    limited = "import resource, sys; size = 200_000; "
    limited += "resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)); "
    limited += "from train import main; main(8, None)"
    done = subprocess.run(
        [sys.executable, "-c", limited],
        cwd=PROJECT,
        env=os.environ | {"MODEL_DIR": str(models)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert os.strerror(errno.EFBIG) in done.stderr and "still there" in done.stderr
    for file, content in before.items():
        assert file.read_bytes() == content, file
    assert {f for f in models.rglob("*") if f.is_file()} - {*before} == set()
    assert open_version(models / "registry", 1).version == "1"
