"""Training: with drawn faces, and with the Olivetti faces as they are stored."""

import os
import pickle
import subprocess
import sys
from pathlib import Path

import joblib
import numpy as np
import pytest
from PIL import Image
from scipy.io import savemat

from app.embedding import DrawnEmbedder
from app.passport import read_passport
from training.curves import embedded
from training.drawn import people
from training.measure import accepted_among, pairs, rates, threshold_for
from training.olivetti import DataError, read_faces

PROJECT = Path(__file__).resolve().parent.parent


def test_the_same_seed_draws_the_same_faces():
    one, other, third = (people(2, 2, seed)[0][3] for seed in (5, 5, 6))
    assert one.tobytes() == other.tobytes() != third.tobytes()


def test_what_the_passport_says_is_measured_on_strangers():
    embedder, said = DrawnEmbedder(), read_passport("faces")["metrics"]
    assert said["false_accepts"] == pytest.approx(0.001, rel=0.02)
    same, others = pairs(*embedded(embedder, *people(100, 5, 2)[:2]))
    found = rates(same, others, embedder.threshold)
    assert found == pytest.approx(tuple(said.values()), abs=1e-4)


def test_pairs_and_rates():
    vectors = np.array([[1, 0], [0.6, 0.8], [0, 1], [0, -1]])
    same, others = pairs(vectors, [0, 0, 1, 1])
    assert same == pytest.approx([0.8**0.5, 2])
    assert others == pytest.approx([2**0.5, 2**0.5, 0.4**0.5, 3.6**0.5])
    assert rates(same, others, 1) == (0.25, 0.5)
    assert threshold_for(others, 0.25) < 2**0.5
    assert accepted_among(vectors[:1], vectors[1:], 1) == pytest.approx(1 / 3)


def stored(count=8):
    """Return (faces as Matlab has them, pictures): drawn ones, in Olivetti's form."""
    pictures = [p.resize((64, 64)) for p in people(count, 10, 4)[0]]
    rows = np.array([np.asarray(picture).T.ravel() for picture in pictures])
    return rows, pictures


@pytest.mark.parametrize("name", ["olivetti_py3.pkz", "olivettifaces.mat"])
def test_the_olivetti_faces(tmp_path, name):
    rows, pictures = stored()
    if name.endswith(".mat"):
        savemat(tmp_path / name, {"faces": rows.T})
    else:
        joblib.dump(rows, tmp_path / name, compress=6)
    found, whose = read_faces(tmp_path / name)
    assert [one.tobytes() for one in found] == [one.tobytes() for one in pictures]
    assert whose.tolist() == [number // 10 for number in range(80)]


def train(folder, *words):
    command = [sys.executable, "train.py", *words]
    env = os.environ | {"MODEL_DIR": str(folder)}
    both = {"capture_output": True, "text": True}
    return subprocess.run(command, cwd=PROJECT, env=env, **both)


def test_training_with_them(tmp_path):
    joblib.dump(stored()[0], tmp_path / "faces.pkz", compress=6)
    done = train(tmp_path, "--data", str(tmp_path / "faces.pkz"))
    assert done.returncode == 0, done.stderr
    assert "saved" in done.stdout and (tmp_path / "faces.json").exists()
    assert "Olivetti faces: 8 people" in (tmp_path / "faces.json").read_text()


class Evil:
    def __reduce__(self):
        return (open, (os.environ["EVIL"], "w"))


def odd_files(folder):
    rows = stored(4)[0]
    joblib.dump(rows[:, :100], folder / "too narrow", compress=6)
    joblib.dump(rows[:7], folder / "not ten of each", compress=6)
    joblib.dump(rows[:0], folder / "empty array", compress=6)
    joblib.dump(rows.astype(float) * 3, folder / "other values", compress=6)
    joblib.dump({"faces": rows}, folder / "a dictionary", compress=6)
    joblib.dump(rows, folder / "not compressed")
    joblib.dump(Evil(), folder / "one that runs", compress=6)
    joblib.dump([Evil(), rows], folder / "one that runs too", compress=6)
    (folder / "a pickle").write_bytes(pickle.dumps(rows))
    (folder / "cut").write_bytes((folder / "too narrow").read_bytes()[:900])
    (folder / "text").write_text("no faces\n" * 50)
    (folder / "nothing").write_bytes(b"")
    savemat(folder / "another array", {"digits": rows.T})
    Image.new("L", (64, 64)).save(folder / "a picture", "PNG")
    (folder / "a folder").mkdir()


def test_anything_else_is_refused_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("EVIL", str(tmp_path / "it ran"))
    odd_files(tmp_path)
    names = sorted(path.name for path in tmp_path.iterdir())
    for name in [*names, "nowhere"]:
        with pytest.raises(DataError, match=r"400 faces of 64 by 64\.$"):
            read_faces(tmp_path / name)
    assert len(names) == 15 and not (tmp_path / "it ran").exists()


def test_a_training_that_fails_costs_nothing(tmp_path):
    done = train(tmp_path, "--data", str(PROJECT / "train.py"))
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert done.stderr.startswith("Nothing was saved: train.py: this is no Matlab")
    assert list(tmp_path.iterdir()) == []
