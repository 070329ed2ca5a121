"""Closed by default, with a description that works, and silent about the inside."""

import re

import pytest
from fastapi.routing import iter_route_contexts

from app.main import OPEN, create_app
from tests.pictures import TAKEN
from tests.test_api import refusal


def test_every_route_but_health_wants_a_key(client):
    del client.headers["X-API-Key"]
    paths = {each.path for each in iter_route_contexts(create_app().routes)}
    assert len(paths) >= 9 and "/health" in paths
    for path in sorted(paths - OPEN):
        path = path.replace("{person}", "0" * 16).replace("{picture}", "0" * 16)
        for method in ("GET", "POST", "DELETE"):
            answer = client.request(method, path)
            assert answer.status_code == 401 and answer.headers["WWW-Authenticate"]


def test_the_docs_want_a_key_and_need_no_other_host(client, keys):
    del client.headers["X-API-Key"]
    for path in ("/docs", "/openapi.json", "/docs/swagger-ui.css"):
        assert client.get(path).status_code == 401
        assert client.get(path, auth=("me", keys["recognise"])).status_code == 200
    page = client.get("/docs", auth=("me", keys["recognise"])).text
    assert "https://" not in page


def test_a_405_names_all_methods_that_there_are(client):
    for path, methods in {
        "/people": "GET, POST",
        f"/people/{'0' * 16}": "DELETE, GET",
        "/identify": "POST",
        "/health": "GET, HEAD",
    }.items():
        answer = client.put(path)
        assert refusal(answer)[0] == 405 and answer.headers["Allow"] == methods


def test_each_answer_has_the_headers(client):
    for answer in (client.get("/health"), client.get("/no"), client.post("/identify")):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert re.fullmatch("[0-9a-f-]{36}", answer.headers["X-Request-Id"])


@pytest.mark.parametrize(
    ("field", "values"),
    {
        "name": ["", "   ", "x" * 101, "a\0b", "line\nbreak"],
        "consent": ["", "yes", "2020-1", "x" * 5000],
        "keep_pictures": ["perhaps", "2", "x" * 5000],
    }.items(),
)
def test_odd_fields(client, field, values):
    right = {"name": "Ada", "consent": "2026-1"}
    for value in values:
        picture = [("files", ("x", TAKEN["small"]()))]
        answer = client.post("/people", data=right | {field: value}, files=picture)
        status, sentence = refusal(answer)
        assert status == 422 and (len(value) < 3 or value not in sentence)
    assert client.get("/people").json() == {"people": []}


@pytest.mark.parametrize("key", ["", " ", "x" * 101, "é", "a b"])
def test_odd_idempotency_keys(client, key):
    form = {"data": {"name": "Ada", "consent": "2026-1"}}
    picture = [("files", ("x", TAKEN["small"]()))]
    headers = {"Idempotency-Key": key.encode()}
    answer = client.post("/people", **form, files=picture, headers=headers)
    assert refusal(answer)[0] == 422


def test_a_body_that_is_too_large(client):
    answer = client.post("/identify", files={"file": ("x", bytes(5_200_000))})
    assert refusal(answer)[0] == 413
    answer = client.post("/people", files=[("files", ("x", bytes(26_000_000)))])
    assert refusal(answer)[0] == 413


def test_what_fails_inside_tells_nothing(client, monkeypatch, capfd):
    def broken(self, vector):
        raise KeyError("Ada Holm is in the cellar")

    monkeypatch.setattr("app.model.Recogniser.identify", broken)
    answer = client.post("/identify", files={"file": ("x", TAKEN["small"]())})
    assert answer.status_code == 500 and "Ada" not in answer.text
