"""A property of saving: a model that was loaded again is the same model."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import passport as passports


@pytest.fixture(scope="module")
def twins(trained, tmp_path_factory):
    """The model, and what is left of it after it was saved and loaded once more."""
    with pytest.MonkeyPatch.context() as patch:
        model, passport = passports.load_model("sentiment", ["text"])
        folder = tmp_path_factory.mktemp("models")
        patch.setattr(passports, "MODELS", folder)
        passports.save_model(model, **passport)
        return model, passports.load_model("sentiment", ["text"])[0]


@settings(max_examples=50)
@given(text=st.text())
def test_saving_and_loading_change_nothing(twins, text):
    before, after = (model.predict_proba([text]) for model in twins)
    assert np.array_equal(before, after)
