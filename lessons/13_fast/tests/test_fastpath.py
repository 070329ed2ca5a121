"""The fast path answers what FastAPI would, byte for byte, and refuses nothing."""

import json

import pytest
from fastapi.testclient import TestClient
from sklearn.datasets import load_iris

from app.fastpath import FastPath
from app.main import create_app
from app.model import QuickModel

JSON = "application/json"
ROW = [5.1, 3.5, 1.4, 0.2]
GOOD = json.dumps({"data": ROW})


@pytest.fixture(scope="module")
def both():
    """A client that goes the fast path where it can, and one that never does."""
    app = create_app()
    assert isinstance(app, FastPath)
    with (
        TestClient(app, raise_server_exceptions=False) as quick,
        TestClient(app.app, raise_server_exceptions=False) as slow,
    ):
        yield quick, slow


def same(both, content, headers):
    """Ask both; return the answer, which is the same, headers included."""
    asked = [one.post("/predict", content=content, headers=headers) for one in both]
    quick, slow = asked
    assert quick.status_code == slow.status_code
    assert quick.content == slow.content
    assert dict(quick.headers) == dict(slow.headers)
    return quick


def test_each_flower(both):
    for row in load_iris().data.tolist():
        assert same(both, json.dumps({"data": row}), {"Content-Type": JSON}).is_success


BODIES = [
    GOOD,
    GOOD.replace(" ", ""),
    GOOD.replace(",", ",\n\t"),
    GOOD.replace("0.2", "2e-1"),
    GOOD.replace("0.2", "0"),
    GOOD.replace("0.2", "-0.0"),
    GOOD.replace("0.2", "2"),
    GOOD.replace("0.2", "02"),
    GOOD.replace("0.2", ".2"),
    GOOD.replace("0.2", "0.2000000000000000000000000001"),
    GOOD.replace("0.2", "1" + "0" * 400),
    GOOD.replace("0.2", "0." + "1" * 4000),
    GOOD.replace("0.2", "NaN"),
    GOOD.replace("0.2", "1e999"),
    GOOD.replace("0.2", "1e-999"),
    GOOD.replace("0.2", "true"),
    GOOD.replace("0.2", '"0.2"'),
    GOOD.replace("data", "d\\u0061ta"),
    GOOD.replace("data", "DATA"),
    '{"data": [1, 1, 1, 1], "data": [5.1, 3.5, 1.4, 0.2]}',
    '{"data": [5.1, 3.5, 1.4, 0.2], "data": 1}',
    '{"data": [5.1, 3.5, 1.4, 0.2], "more": 1}',
    GOOD + " ",
    GOOD + "\0",
    GOOD + GOOD,
    GOOD[:-1],
    json.dumps(ROW),
    "",
    "null",
    GOOD.encode("utf-16"),
    GOOD.encode("utf-32"),
    b"\xef\xbb\xbf" + GOOD.encode(),
    GOOD.ljust(50_000),
    GOOD.ljust(50_001),
]


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_each_body(both, body):
    same(both, body, {"Content-Type": JSON})


HEADERS = [
    [],
    [("Content-Type", "text/plain")],
    [("Content-Type", "application/json; charset=utf-8")],
    [("Content-Type", "APPLICATION/JSON")],
    [("Content-Type", "application/vnd.api+json")],
    [("Content-Type", JSON), ("Content-Type", "text/plain")],
    [("Content-Type", "text/plain"), ("Content-Type", JSON)],
    [("Content-Type", JSON), ("Accept", "image/png")],
    [("Content-Type", JSON), ("Content-Encoding", "gzip")],
]


@pytest.mark.parametrize("headers", HEADERS, ids=range(len(HEADERS)))
def test_each_type(both, headers):
    same(both, GOOD, headers)


def test_a_body_in_pieces(both):
    for pieces in ([GOOD[:9].encode(), GOOD[9:].encode()], [b"9" * 30_000] * 2):
        told = [
            one.post("/predict", content=iter(pieces), headers={"Content-Type": JSON})
            for one in both
        ]
        assert told[0].content == told[1].content
        assert told[0].status_code == told[1].status_code


def test_a_model_that_fails_is_told_as_everywhere(both, monkeypatch):
    monkeypatch.setattr(QuickModel, "row", lambda *_: 1 / 0)
    told = same(both, GOOD, {"Content-Type": JSON})
    assert told.status_code == 500
    assert told.headers["content-type"] == "application/problem+json"


def test_it_is_really_taken(both, monkeypatch):
    quick, _ = both

    async def never(*_):
        raise AssertionError("FastAPI was asked")

    monkeypatch.setattr(quick.app, "app", never)
    answer = quick.post("/predict", content=GOOD, headers={"Content-Type": JSON})
    assert answer.json()["prediction"] == "setosa"
