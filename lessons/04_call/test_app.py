"""Many flowers in one request: each with its answer, or none with any."""

import pytest
from sklearn.datasets import load_iris

SETOSA = [5.1, 3.5, 1.4, 0.2]


def test_one_and_many_agree(client):
    rows = load_iris().data.tolist()
    many = client.post("/predict-many", json={"data": rows}).json()
    assert many == [client.post("/predict", json={"data": row}).json() for row in rows]


def test_health_names_the_model_and_answers_those_who_ask_with_head(client):
    model = {"name": "iris", "version": "1"}
    assert client.get("/health").json() == {"status": "ok", "model": model}
    assert client.head("/health").status_code == 200


def test_a_thousand_flowers_with_all_their_digits_are_not_too_large(client):
    body = {"data": [[5.123456789012345] * 4] * 1000}
    assert client.post("/predict-many", json=body).status_code == 200


def test_a_body_that_is_too_large_is_refused(client):
    answer = client.post("/predict-many", content=b" " * 300_000)
    assert answer.status_code == 413


def test_the_examples_in_the_docs_work(client):
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    for path, schema in [("/predict", "Flower"), ("/predict-many", "Flowers")]:
        [example] = schemas[schema]["properties"]["data"]["examples"]
        assert client.post(path, json={"data": example}).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        "",
        '{"data": [5.1, 3.5',
        '{"data": []}',
        '{"data": [5.1, 3.5, 1.4, 0.2]}',
        '{"data": [[5.1, 3.5, 1.4]]}',
        '{"data": [["5.1", 3.5, 1.4, 0.2]]}',
        '{"data": [[true, 3.5, 1.4, 0.2]]}',
        '{"data": [[5.1, 3.5, 1.4, NaN]]}',
        '{"data": [[5.1, 3.5, 1.4, 1e999]]}',
        '{"data": [["\\ud800", 3.5, 1.4, 0.2]]}',
        '{"data": [' + "[5.1, 3.5, 1.4, 0.2]," * 1000 + "[5.1, 3.5, 1.4, 0.2]]}",
    ],
)
def test_nonsense_is_refused(client, body):
    headers = {"Content-Type": "application/json"}
    answer = client.post("/predict-many", content=body, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["detail"]
