"""The service as a whole: nonsense, the largest request, watchers, a busy hour."""

import threading

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.model import SentimentModel
from app.schemas import Reviews

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    "body",
    [
        "",
        "rubbish",
        '{"texts": ["good"',
        '["good"]',
        "{}",
        '{"texts": null}',
        '{"texts": "good"}',
        '{"texts": []}',
        '{"texts": [""]}',
        '{"texts": [1]}',
        '{"texts": [null]}',
        '{"texts": [["good"]]}',
        '{"texts": [NaN]}',
        '{"texts": [1e999]}',
        '{"texts": ["\\ud800"]}',
        '{"\\ud800": ["good"]}',
        '{"text": ["good"]}',
        '{"texts": ["good"], "language": "en"}',
        '{"texts": ["' + "a" * 2001 + '"]}',
        '{"texts": [' + '"a", ' * 100 + '"a"]}',
        '{"texts": [' + "9" * 4000 + "]}",
        '{"texts": [' + "9" * 5000 + "]}",
        "[" * 1000 + "]" * 1000,
        '{"texts": ["' + "a" * 3_000_000 + '"]}',
    ],
    ids=lambda body: body[:40],
)
def test_nonsense_is_refused(client, body):
    answer = client.post("/sentiment", content=body, headers=JSON)
    assert answer.status_code in (400, 413, 422)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == answer.status_code


def test_a_body_in_pieces_is_measured_too(client):
    pieces = (b" " * 100_000 for _ in range(30))  # without a Content-Length
    answer = client.post("/sentiment", content=pieces, headers=JSON)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "body",
    [
        '{"texts": ["good"], "hunter2": 1}',
        '{"hunter2": ["good"]}',
        '{"texts": [{"hunter2": "hunter2"}]}',
        '{"texts": "hunter2"}',
        '{"texts": ["' + "hunter2" * 300 + '"]}',
        '{"texts": ["good", hunter2]}',
    ],
)
def test_nothing_that_was_sent_is_repeated_names_included(client, body):
    answer = client.post("/sentiment", content=body, headers=JSON)
    assert answer.status_code == 422
    assert "hunter2" not in answer.text


def test_the_largest_request_fits(client):
    body = {"texts": ["\U0001f44d" * 2000] * 100}
    assert client.post("/sentiment", json=body).status_code == 200


def test_the_example_in_the_docs_works(client):
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    [example] = schemas["Reviews"]["properties"]["texts"]["examples"]
    assert client.post("/sentiment", json={"texts": example}).status_code == 200
    assert Reviews(texts=example)


def test_watchers_may_ask_with_head(client):
    said, asked = client.head("/health"), client.get("/health")
    assert said.status_code == asked.status_code == 200
    assert said.content == b"" and said.headers == asked.headers


def test_another_address_is_refused_in_the_same_shape(client):
    for method, path in [("GET", "/sentiment"), ("POST", "/"), ("GET", "/health/")]:
        answer = client.request(method, path, follow_redirects=False)
        assert answer.status_code in (404, 405)
        assert answer.headers["content-type"] == "application/problem+json"


def test_without_with_there_is_no_model():
    with pytest.raises(AttributeError, match="no attribute 'model'"):
        TestClient(create_app()).post("/sentiment", json={"texts": ["good"]})


def test_health_answers_while_all_threads_are_busy(trained, monkeypatch):
    """60 requests at once, of which each waits in a thread until we let it go."""
    go, waiting, answers = threading.Event(), threading.Semaphore(0), []

    def analyse(self, texts):
        waiting.release()
        go.wait(60)
        return [{"sentiment": "unknown", "confidence": 0.0}]

    monkeypatch.setattr(SentimentModel, "analyse", analyse)
    with TestClient(create_app()) as client:

        def post():
            answers.append(client.post("/sentiment", json={"texts": ["good"]}))

        threads = [threading.Thread(target=post) for _ in range(60)]
        for thread in threads:
            thread.start()
        try:
            for _ in range(40):  # as many as there are threads for endpoints
                assert waiting.acquire(timeout=60)
            health = []
            ask = threading.Thread(target=lambda: health.append(client.get("/health")))
            ask.start()
            ask.join(30)
            assert health, "/health waits until a thread is free"
            assert not answers
        finally:
            go.set()
            for thread in threads:
                thread.join(60)
    assert {answer.status_code for answer in answers} == {200} and len(answers) == 60


def test_an_offer_of_http2_does_not_cost_the_body(server):
    """Java's client and `curl --http2` send this with every request."""
    import requests

    headers = {
        "Connection": "Upgrade, HTTP2-Settings",
        "Upgrade": "h2c",
        "HTTP2-Settings": "AAMAAABkAARAAAAAAAIAAAAA",
    }
    body = {"texts": ["Lovely!"]}
    answer = requests.post(
        f"{server}/sentiment", json=body, headers=headers, timeout=60
    )
    assert answer.status_code == 200
    assert answer.json()["answers"][0]["sentiment"] == "positive"
