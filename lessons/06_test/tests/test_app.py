"""The service through the test client, with a model small enough to train here."""

import pytest
from fastapi.testclient import TestClient

from app import passport
from app.main import create_app
from training.pipeline import fit_and_score

SUBJECTS = ["food", "film", "hotel", "room", "staff", "soup"]


@pytest.fixture
def tiny(tmp_path, monkeypatch):
    """A client of the service, whose model knows little more than good and bad."""
    monkeypatch.setattr(passport, "MODELS", tmp_path)
    texts = [f"{word} {what}" for word in ("good", "bad") for what in SUBJECTS]
    labels = ["positive"] * len(SUBJECTS) + ["negative"] * len(SUBJECTS)
    model, facts = fit_and_score(texts, labels, "twelve texts", version="tiny")
    passport.save_model(model, "sentiment", **facts)
    with TestClient(create_app()) as client:
        yield client


def test_praise_is_positive_and_blame_is_negative(tiny):
    answer = tiny.post("/sentiment", json={"texts": ["good food", "bad food"]})
    sentiments = [one["sentiment"] for one in answer.json()["answers"]]
    assert sentiments == ["positive", "negative"]


def test_the_answer_names_the_model_that_was_loaded(tiny):
    assert tiny.get("/health").json()["model"]["version"] == "tiny"
    answer = tiny.post("/sentiment", json={"texts": ["good"]}).json()
    assert answer["model"] == {"name": "sentiment", "version": "tiny"}
