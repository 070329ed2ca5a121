"""The service: right answers, clear refusals, and a real start: python -m pytest"""

import re

import app as service
import load_model as loading
import pytest
import requests
from fastapi.testclient import TestClient
from live import live_server
from load_model import PassportError, load_model
from sklearn.datasets import load_iris

SETOSA = [5.1, 3.5, 1.4, 0.2]


def test_health_names_the_model(client):
    model = {"name": "iris", "version": "1"}
    assert client.get("/health").json() == {"status": "ok", "model": model}


def test_a_clear_setosa(client):
    answer = client.post("/predict", json={"data": SETOSA}).json()
    assert answer["prediction"] == "setosa"
    assert 0.9 < answer["confidence"] <= 1
    assert answer["model"] == {"name": "iris", "version": "1"}


def test_the_answers_are_those_of_the_model(client):
    model, passport = load_model("iris", service.FEATURES)
    data = load_iris().data
    expected = [passport["classes"][i] for i in model.predict(data)]
    asked = [client.post("/predict", json={"data": row}) for row in data.tolist()]
    assert [answer.json()["prediction"] for answer in asked] == expected


@pytest.mark.parametrize(
    "body",
    [
        "",
        "rubbish",
        '{"data": [5.1, 3.5',
        "[5.1, 3.5, 1.4, 0.2]",
        "{}",
        '{"data": null}',
        '{"data": []}',
        '{"data": [5.1, 3.5, 1.4]}',
        '{"data": [5.1, 3.5, 1.4, 0.2, 1]}',
        '{"data": [5.1, 3.5, 1.4, "wide"]}',
        '{"data": [5.1, 3.5, 1.4, -0.2]}',
        '{"data": [5.1, 3.5, 1.4, NaN]}',
        '{"data": [5.1, 3.5, 1.4, Infinity]}',
        '{"data": [5.1, 3.5, 1.4, 1e999]}',
        '{"data": "\\ud800"}',
        '{"data": [[5.1, 3.5, 1.4, 0.2]]}',
        '{"data": [5.1, 3.5, 1.4, ' + "9" * 4000 + "]}",
        '{"data": [5.1, 3.5, 1.4, ' + "9" * 5000 + "]}",
        "[" * 1000 + "]" * 1000,
    ],
)
def test_nonsense_is_refused(client, body):
    headers = {"Content-Type": "application/json"}
    answer = client.post("/predict", content=body, headers=headers)
    assert answer.status_code in (400, 422)
    assert answer.json()["detail"]


def test_the_example_in_the_docs_works(client):
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    [example] = schemas["Flower"]["properties"]["data"]["examples"]
    assert client.post("/predict", json={"data": example}).status_code == 200


def test_the_docs_need_no_other_host(client):
    page = client.get("/docs").text
    for address in re.findall(r'(?:src|href)="([^"]+)"', page):
        assert client.get(address).status_code == 200, address


def test_a_missing_model_stops_the_start(tmp_path, monkeypatch):
    monkeypatch.setattr(loading, "MODELS", tmp_path)
    with pytest.raises(PassportError, match="python train"), TestClient(service.app):
        pass


def test_a_real_server_answers():
    with live_server() as url:
        answer = requests.post(f"{url}/predict", json={"data": SETOSA}, timeout=10)
    assert answer.json()["prediction"] == "setosa"
