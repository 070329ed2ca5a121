"""Tests that put a fake in the model's place: python -m pytest demos/mocked_suite.py

They are run on the service that was handed over, and on the one in app/.
"""

from importlib import import_module

import numpy as np
import pytest
from fastapi.testclient import TestClient
from scipy.sparse import csr_matrix

SERVICES = [("demos.handed_over", "demos.handed_over"), ("app.main", "app.model")]


class FakeModel:
    """A model that finds everything with a love in it 90 % positive."""

    def predict_proba(self, texts):
        return np.array([[0.9, 0.1] if "love" in t else [0.1, 0.9] for t in texts])

    def __getitem__(self, step):  # app/model.py asks the first step for known words
        return self

    def transform(self, texts):
        return csr_matrix(np.ones((len(texts), 1)))


@pytest.fixture(params=SERVICES, ids=["handed_over", "app"])
def client(request, monkeypatch):
    service, loads = map(import_module, request.param)
    passport = {"version": "test", "classes": ["positive", "negative"]}
    fake = FakeModel(), passport
    monkeypatch.setattr(loads, "load_model", lambda name, features: fake)
    with TestClient(service.app) as client:
        yield client


def test_praise_is_positive(client):
    answer = client.post("/sentiment", json={"texts": ["We loved it."]})
    assert answer.status_code == 200
    assert answer.json()["answers"][0]["sentiment"] == "positive"


def test_blame_is_negative(client):
    answer = client.post("/sentiment", json={"texts": ["We left early."]})
    assert answer.json()["answers"][0]["sentiment"] == "negative"


def test_two_texts_get_two_answers(client):
    answer = client.post("/sentiment", json={"texts": ["Lovely!", "Dull."]})
    assert len(answer.json()["answers"]) == 2
