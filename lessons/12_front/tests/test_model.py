"""What the model answers: digits of the data set, drawn ones, and strangers."""

import numpy as np
import pytest

from app.model import NAMES, DigitModel
from app.passport import PassportError
from training.curves import curve, distances, held_out
from training.data import bundled
from training.drawn import digits, noise, paper, strangers

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def drawn():
    """(pictures of digits, their names, pictures of strangers), all drawn here."""
    return *digits(100, seed=24), strangers(100, seed=25)


def share(model, pictures, names):
    """Return the share of pictures for which the prediction is right."""
    told = [model.predict(picture)["prediction"] for picture in pictures]
    return np.mean([one == name for one, name in zip(told, names, strict=True)])


def test_digits_of_the_data_set(model):
    pictures, names = bundled()
    assert share(model, pictures[:200], names[:200]) > 0.95


def test_drawn_digits(model, drawn):
    pictures, names, _ = drawn
    assert share(model, pictures, names) > 0.85


def test_strangers_are_unknown(model, drawn):
    told = [model.predict(picture) for picture in drawn[2]]
    unknown = [one for one in told if one["prediction"] == "unknown"]
    assert len(unknown) > 80
    assert all(one["confidence"] is None for one in unknown)
    assert all(len(one["top"]) == 3 for one in unknown)
    assert all(one["distance"] > one["limit"] for one in unknown)


def test_noise_is_unknown(model):
    random = np.random.default_rng(23)
    for picture in [*(noise(random) for _ in range(10)), paper(random), paper(random)]:
        told = model.predict(picture)
        assert told["prediction"] == "unknown" and "specks" in told["reason"]
        assert told["confidence"] is None and told["top"] == []


def test_confidence_does_not_know_strangers_and_distance_does(model, drawn):
    """What the limit is for: the classifier is as sure of letters as of digits."""
    true, _, strange = drawn
    sure = [
        np.mean([model.predict(one)["top"][0]["probability"] for one in pictures])
        for pictures in (true, strange)
    ]
    assert abs(sure[0] - sure[1]) < 0.08
    far = [distances(model, pictures).mean() for pictures in (true, strange)]
    assert far[1] > 1.4 * far[0]


def test_a_stricter_limit_refuses_more_and_lets_fewer_through(model, drawn):
    true, strange = (distances(model, drawn[number]) for number in (0, 2))
    refused, through = curve(true, strange, range(10, 60, 2))
    assert refused[0] == 1 and refused[-1] == 0 and through[-1] == 1
    assert refused == sorted(refused, reverse=True) and through == sorted(through)


def test_probabilities_of_held_out_digits_are_honest(model):
    """Of what is given 90 % or more, about as many are right as it says."""
    pictures, names = bundled()
    held, names = held_out(pictures, names), held_out(names, names)
    told = [model.predict(picture)["top"][0] for picture in held]
    pairs = zip(told, names, strict=True)
    right = np.array([one["digit"] == name for one, name in pairs])
    sure = np.array([one["probability"] for one in told])
    assert abs(right.mean() - sure.mean()) < 0.02


def test_another_model_is_not_loaded(tmp_path, monkeypatch):
    from app import passport

    monkeypatch.setattr(passport, "MODELS", tmp_path)
    passport.save_model({}, "digits", features=[{"name": n} for n in NAMES[::-1]])
    with pytest.raises(PassportError, match="in this order"):
        DigitModel()
