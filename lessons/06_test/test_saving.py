"""A property of saving: a model that was loaded again is the same model."""

import load_model
import numpy as np
import pytest
import save_model
from hypothesis import given, settings
from hypothesis import strategies as st


@pytest.fixture(scope="module")
def twins(trained, tmp_path_factory):
    """The model, and what is left of it after it was saved and loaded once more."""
    with pytest.MonkeyPatch.context() as patch:
        model, passport = load_model.load_model("sentiment", ["text"])
        folder = tmp_path_factory.mktemp("models")
        for module in (load_model, save_model):
            patch.setattr(module, "MODELS", folder)
        save_model.save_model(model, **passport)
        return model, load_model.load_model("sentiment", ["text"])[0]


@settings(max_examples=50)
@given(text=st.text())
def test_saving_and_loading_change_nothing(twins, text):
    before, after = (model.predict_proba([text]) for model in twins)
    assert np.array_equal(before, after)
