"""Training: with what scikit-learn brings, and with MNIST as it is published."""

import gzip
import os
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from train import REFUSED

from app.passport import read_passport
from training.data import bundled
from training.drawn import digits
from training.mnist import DataError, read_digits

pytestmark = pytest.mark.slow
PROJECT = Path(__file__).resolve().parent.parent
IMAGES, LABELS = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"


def mnist(count=60):
    """Return (pictures, labels), drawn here, as MNIST has them: white on black."""
    pictures, names = digits(count, seed=5)
    small = []
    for picture in pictures:
        grey = 255 - np.asarray(picture.convert("L").resize((28, 28)))
        small.append(grey)
    return np.array(small, dtype=np.uint8), np.array(names, dtype=np.uint8)


def idx(array):
    """Return an array of bytes as an IDX file."""
    start = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
    return start + array.tobytes()


def csv(pictures, labels, header=False):
    lines = ["label," + ",".join(f"p{n}" for n in range(784))] if header else []
    for picture, label in zip(pictures, labels, strict=True):
        lines.append(",".join(map(str, [label, *picture.ravel()])))
    return "\n".join(lines).encode()


def write(folder, pictures, labels, packed=(False, False)):
    """Write both IDX files, gzipped or not; return the path of the pictures."""
    paths = []
    for name, array, pack in zip(
        (IMAGES, LABELS), (pictures, labels), packed, strict=True
    ):
        data = gzip.compress(idx(array)) if pack else idx(array)
        path = folder / (f"{name}.gz" if pack else name)
        path.write_bytes(data)
        paths.append(path)
    return paths[0]


@pytest.mark.parametrize("packed", [(False, False), (True, True), (True, False)])
def test_idx_files(tmp_path, packed):
    pictures, labels = mnist()
    found, names = read_digits(write(tmp_path, pictures, labels, packed))
    assert names == [str(label) for label in labels]
    assert np.array_equal(255 - np.array([np.asarray(one) for one in found]), pictures)


@pytest.mark.parametrize("header", [True, False])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_the_csv(tmp_path, header, pack):
    pictures, labels = mnist(20)
    path = tmp_path / "mnist_train.csv"
    path.write_bytes(pack(csv(pictures, labels, header)))
    found, names = read_digits(path)
    assert names == [str(label) for label in labels]
    assert np.array_equal(255 - np.asarray(found[7]), pictures[7])


def spoilt():
    """{what is wrong: (bytes, a part of the sentence)}"""
    pictures, labels = mnist(20)
    good = idx(pictures)
    short = "\n".join("1,2,3" for _ in range(9)).encode()
    return {
        "empty": (b"", "columns and not 785"),
        "a text": (b"Dear digits,\nyours", "hold no numbers"),
        "three columns": (short, "3 columns and not 785"),
        "numbers above 255": (csv(pictures.astype(int) * 2, labels), "0 to 255"),
        "uneven lines": (csv(pictures, labels)[:-9] + b",1,2,3,4", "not all as long"),
        "half of an idx": (good[: len(good) // 2], "are not what is in it"),
        "the start of an idx": (good[:9], "cut short"),
        "other pictures": (idx(pictures[:, :14]), "20 pictures of 14 × 28"),
        "half a gzip": (gzip.compress(good)[:500], "the gzip file is broken"),
        "no labels": (good, "are not beside it"),
        "a label of 11": (csv(pictures, labels + 11), "a label is"),
    }


@pytest.mark.parametrize("name", spoilt())
def test_anything_else_is_refused_with_a_sentence(tmp_path, name):
    data, part = spoilt()[name]
    path = tmp_path / IMAGES
    path.write_bytes(data)
    with pytest.raises(DataError) as caught:
        read_digits(path)
    assert part in str(caught.value) and IMAGES in str(caught.value)


def test_labels_that_do_not_fit(tmp_path):
    pictures, labels = mnist(20)
    path = write(tmp_path, pictures, labels[:19])
    with pytest.raises(DataError, match="20 pictures and 19 labels"):
        read_digits(path)
    (tmp_path / LABELS).write_bytes(b"labels")
    with pytest.raises(DataError, match="holds no labels"):
        read_digits(path)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(DataError, match="No such file"):
        read_digits(tmp_path / "nowhere")


def run(folder, *words):
    command = [sys.executable, str(PROJECT / "train.py"), *map(str, words)]
    env = os.environ | {"MODEL_DIR": str(folder / "models")}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)


def test_train_py_with_mnist(tmp_path):
    done = run(tmp_path, "--data", write(tmp_path, *mnist(200)))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "models" / "digits.joblib").is_file()
    assert '"trained_on": "MNIST: 150 of 200"' in (
        tmp_path / "models" / "digits.json"
    ).read_text(encoding="utf-8")


def test_train_py_says_what_is_wrong_and_saves_nothing(tmp_path):
    (tmp_path / "digits.csv").write_text("1,2,3\n" * 30)
    for words in (["--data", "digits.csv"], ["--data", "nowhere.csv"]):
        done = run(tmp_path, *words)
        assert done.returncode == 1 and done.stderr.startswith("Nothing was saved: ")
        assert "Traceback" not in done.stderr
    assert not (tmp_path / "models").exists()


def test_too_few_of_a_digit(tmp_path):
    done = run(tmp_path, "--data", write(tmp_path, *mnist(11)))
    assert done.returncode == 1 and done.stderr.startswith("Nothing was saved: ")


def test_the_passport():
    passport = read_passport("digits")
    assert len(passport["features"]) == 64 and passport["classes"] == [*"0123456789"]
    metrics = passport["metrics"]
    assert metrics["held_out_accuracy"] > 0.97
    assert abs(metrics["held_out_called_unknown"] - REFUSED) < 0.03


def test_the_same_seed_draws_the_same_pictures():
    one, other = digits(12, seed=1), digits(12, seed=1)
    assert one[1] == other[1] == [*"012345678901"]
    pairs = zip(one[0], other[0], strict=True)
    assert all(np.array_equal(first, second) for first, second in pairs)
    assert not np.array_equal(one[0][0], digits(12, seed=2)[0][0])


def test_training_pictures_are_black_on_white():
    pictures, names = bundled()
    assert len(pictures) == len(names) == 1797
    assert all(picture.getpixel((0, 0)) == 255 for picture in pictures[:50])
