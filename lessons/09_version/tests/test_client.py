"""The client against the real service, and against answers that are none."""

import os
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests
from client import RecommendationClient, Refused, main


def test_it_turns_pages_and_keeps_what_it_has(server):
    client = RecommendationClient(f"{server}/")
    movies = list(client.movies(7, limit=40))
    assert len(movies) == 100 and len({each["movie"] for each in movies}) == 100
    page, asked = client.page(7, limit=40), []
    client.session.hooks["response"] = [lambda got, **_: asked.append(got.status_code)]
    assert client.page(7, limit=40) == page and page["movies"] == movies[:40]
    assert asked == [304]


def test_it_says_why_not(server):
    client = RecommendationClient(server)
    with pytest.raises(Refused, match="#/user: Input should be greater") as refused:
        client.page(0)
    assert refused.value.status == 422
    with pytest.raises(Refused, match="begin again") as refused:
        client.page(7, cursor="999-10")
    assert refused.value.status == 410


def test_it_is_an_admin_with_the_key_only(server, key):
    assert requests.get(f"{server}/admin/versions", timeout=10).status_code == 401
    told = requests.get(f"{server}/admin/versions", headers=key, timeout=10).json()
    assert told["process"]["id"] != os.getpid()


def test_it_moves_a_label_with_the_key_only(server, key, monkeypatch):
    monkeypatch.setenv("API_URL", server)
    wish = ["move", "champion", "1", "rollback"]
    with pytest.raises(Refused, match="valid key") as refused:
        main(wish)
    assert refused.value.status == 401
    monkeypatch.setenv("API_KEY", key["X-API-Key"])
    assert main(wish)["version"] == 1 and main([])["model"]["version"] == "1"
    with pytest.raises(Refused, match="There is no version 99"):
        main(["move", "challenger", "99", "share=0.2"])
    for odd in (
        ["move"],
        ["move", "champion", "one"],
        ["move", "champion", "1", "a=b"],
    ):
        with pytest.raises(ValueError):
            main(odd)


def test_no_service_at_all():
    with pytest.raises(requests.ConnectionError):
        RecommendationClient("http://127.0.0.1:9", timeout=(0.5, 0.5)).page(7)


@contextmanager
def something_else(status, body, headers):
    """A server that says one thing to everybody; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            for name, value in {"Content-Length": len(body), **headers}.items():
                self.send_header(name, str(value))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(
    ("status", "body", "headers", "sentence"),
    [
        (200, b"<html>Welcome to the hotel</html>", {}, "not a JSON object"),
        (200, b"", {}, "not a JSON object"),
        (200, b"[]", {}, "not a JSON object"),
        (304, b"", {}, "status 304, and nobody says why"),
        (422, b"<html>", {}, "nobody says why"),
        (503, b"", {"Retry-After": "soon"}, "a pause that cannot be read"),
    ],
)
def test_an_answer_that_is_none_is_said_in_a_sentence(status, body, headers, sentence):
    with (
        something_else(status, body, headers) as url,
        pytest.raises(Refused, match=sentence),
    ):
        RecommendationClient(url).page(7)


def test_nobody_waits_an_hour_because_a_service_says_so():
    began = time.monotonic()
    with (
        something_else(503, b"", {"Retry-After": "3600"}) as url,
        pytest.raises(Refused),
    ):
        RecommendationClient(url, timeout=(1, 0.2)).page(7)
    assert time.monotonic() - began < 60  # three pauses of 0.2 s, on a busy machine
