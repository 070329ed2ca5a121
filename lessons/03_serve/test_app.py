"""The service: right answers, clear refusals, and a real start: python -m pytest"""

import re

import passport
import pytest
import requests
from fastapi.testclient import TestClient
from live import live_server
from passport import PassportError, load_model
from sklearn.datasets import load_iris

import app as service

SETOSA = [5.1, 3.5, 1.4, 0.2]


def test_health_names_the_model_and_answers_those_who_ask_with_head(client):
    model = {"name": "iris", "version": "1"}
    assert client.get("/health").json() == {"status": "ok", "model": model}
    answer = client.head("/health")
    assert answer.status_code == 200 and answer.content == b""


def test_a_clear_setosa(client):
    answer = client.post("/predict", json={"data": SETOSA}).json()
    assert answer["prediction"] == "setosa"
    assert 0.9 < answer["confidence"] <= 1
    assert answer["model"] == {"name": "iris", "version": "1"}


def test_the_answers_are_those_of_the_model(client):
    model, known = load_model("iris", service.FEATURES)
    data = load_iris().data
    expected = [known["classes"][i] for i in model.predict(data)]
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
        '{"data": ["5.1", 3.5, 1.4, 0.2]}',
        '{"data": [true, 3.5, 1.4, 0.2]}',
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
    assert "input" not in answer.text and "wide" not in answer.text


def too_much():
    for _ in range(100):
        yield b" " * 1000


@pytest.mark.parametrize("body", [b" " * 100_000, too_much()], ids=["whole", "pieces"])
def test_a_body_that_is_too_large_is_refused(client, body):
    headers = {"Content-Type": "application/json"}
    assert client.post("/predict", content=body, headers=headers).status_code == 413


def test_a_slash_too_many_is_refused_and_not_sent_on(client):
    body = {"data": SETOSA}
    answer = client.post("/predict/", json=body, follow_redirects=False)
    assert answer.status_code == 404


def test_the_example_in_the_docs_works(client):
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    [example] = schemas["Flower"]["properties"]["data"]["examples"]
    assert client.post("/predict", json={"data": example}).status_code == 200


def test_the_docs_need_no_other_host(client):
    page = client.get("/docs").text
    for address in re.findall(r'(?:src|href)="([^"]+)"', page):
        assert client.get(address).status_code == 200, address


def test_a_missing_model_stops_the_start(tmp_path, monkeypatch):
    monkeypatch.setattr(passport, "MODELS", tmp_path)
    with pytest.raises(PassportError, match="python train"), TestClient(service.app):
        pass


@pytest.fixture(scope="module")
def url(trained):
    with live_server() as url:
        yield url


def test_a_real_server_answers(url):
    answer = requests.post(f"{url}/predict", json={"data": SETOSA}, timeout=10)
    assert answer.json()["prediction"] == "setosa"


def test_a_client_that_offers_http2_gets_the_same_answer(url):
    """As Java's client and `curl --http2` do, with the body in the same request."""
    offer = {"Upgrade": "h2c", "HTTP2-Settings": "AAMAAABkAAQAAP__"}
    offer["Connection"] = "Upgrade, HTTP2-Settings"
    body = {"data": SETOSA}
    answer = requests.post(f"{url}/predict", json=body, headers=offer, timeout=10)
    assert answer.status_code == 200, answer.text
    assert (
        answer.json() == requests.post(f"{url}/predict", json=body, timeout=10).json()
    )
