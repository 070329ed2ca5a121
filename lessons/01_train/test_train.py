"""What must hold of the trained model: python -m pytest"""

from types import SimpleNamespace

import numpy as np
import pytest
from sklearn.datasets import load_iris
from train import build, main, split


@pytest.fixture(scope="module")
def trained():
    train_data, test_data, train_target, test_target = split(load_iris())
    return build().fit(train_data, train_target), test_data, test_target


def test_held_out_accuracy_beats_guessing_by_far(trained):
    model, test_data, test_target = trained
    assert model.score(test_data, test_target) >= 0.9  # guessing one species: 0.33


def test_no_flower_is_in_both_parts():
    numbered = SimpleNamespace(data=np.arange(150), target=load_iris().target)
    seen, held_out, _, held_out_species = split(numbered)
    assert sorted([*seen, *held_out]) == list(range(150))
    assert np.bincount(held_out_species).tolist() == [10, 10, 10]


def test_a_clear_setosa_is_recognised(trained):
    model, _, _ = trained
    assert model.predict_proba([[5.1, 3.5, 1.4, 0.2]])[0, 0] > 0.9


def test_the_program_prints_its_answer(capsys):
    main()
    assert "cm: setosa" in capsys.readouterr().out
