"""The page without a gateway: three files, nothing from elsewhere; and CORS."""

import re

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.pages import FILES, FOLDER, POLICY, page

PAGE = "https://page.example"
ASKS = {"Origin": PAGE, "Access-Control-Request-Method": "POST"}


@pytest.fixture(scope="module")
def client():
    with TestClient(create_app()) as client:
        yield client


def test_the_page_asks_the_service_that_sent_it(client):
    answer = client.get("/")
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert 'name="api" content=""' in answer.text
    for name in FILES:
        file = client.get(f"/{name}")
        assert file.status_code == 200 and name in answer.text
        assert file.headers["Cache-Control"] == "no-cache"


def test_nothing_comes_from_elsewhere():
    text = "".join(file.read_text(encoding="utf-8") for file in FOLDER.iterdir())
    assert re.findall(r"https?://|//\w+\.", text) == []
    assert "<script>" not in text and "style=" not in text and "onclick" not in text
    assert 'content="api/"' in page("api/")


def test_a_file_that_is_none_of_the_three(client):
    for path in ("/index.html", "/app/main.py", "/draw.js.map"):
        assert client.get(path).status_code == 404


def test_no_other_page_may_read_an_answer(client):
    assert client.options("/predict-image", headers=ASKS).status_code == 405
    answer = client.get("/health", headers={"Origin": PAGE})
    assert not [name for name in answer.headers if "access-control" in name]


def test_a_page_that_is_allowed_may(monkeypatch):
    monkeypatch.setenv("ALLOWED_ORIGINS", f'["{PAGE}"]')
    with TestClient(create_app()) as client:
        asked = client.options("/predict-image", headers=ASKS)
        assert asked.status_code == 200
        for answer in (
            asked,
            client.get("/health", headers={"Origin": PAGE}),
            client.post("/predict-image", content=b"x", headers={"Origin": PAGE}),
            client.post(
                "/predict-image", content=bytes(6_000_000), headers={"Origin": PAGE}
            ),
        ):
            assert answer.headers["Access-Control-Allow-Origin"] == PAGE
        other = client.get("/health", headers={"Origin": "https://other.example"})
        assert "Access-Control-Allow-Origin" not in other.headers


@pytest.mark.parametrize("origin", ["*", "page.example", "https://page.example/a"])
def test_what_is_no_origin_is_refused_at_the_start(monkeypatch, origin):
    monkeypatch.setenv("ALLOWED_ORIGINS", f'["{origin}"]')
    with pytest.raises(ValueError, match="allowed_origins"):
        create_app()
