"""The client against the real service, and against answers that are none."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests
from client import TEXTS, Refused, SentimentClient

from training.data import read_own


def test_a_real_server_answers_its_client(client, server):
    texts, _, _ = read_own()
    together = client.post("/sentiment", json={"texts": texts[:100]}).json()["answers"]
    service = SentimentClient(server)
    answers = service.sentiment(texts)
    assert len(answers) == len(texts) and answers[:100] == together
    with pytest.raises(Refused, match="#/texts/1: "):
        service.sentiment(["fine", ""])


def test_nothing_to_ask_is_nothing_asked():
    assert SentimentClient("http://127.0.0.1:9").sentiment([]) == []


def test_no_service_at_all():
    with pytest.raises(requests.ConnectionError):
        SentimentClient("http://127.0.0.1:9", timeout=(0.5, 0.5)).sentiment(TEXTS)


@contextmanager
def something_else(status, body, headers):
    """A server that says one thing to everybody; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
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
        (200, b"{}", {}, "not an answer for each text"),
        (200, json.dumps({"answers": [{}]}).encode(), {}, "not an answer for each"),
        (422, b"<html>", {}, "nobody says why"),
        (503, b"", {"Retry-After": "soon"}, "a pause that cannot be read"),
    ],
)
def test_an_answer_that_is_none_is_said_in_a_sentence(status, body, headers, sentence):
    with (
        something_else(status, body, headers) as url,
        pytest.raises(Refused, match=sentence),
    ):
        SentimentClient(url).sentiment(TEXTS)


def test_nobody_waits_an_hour_because_a_service_says_so():
    began = time.monotonic()
    with (
        something_else(503, b"", {"Retry-After": "3600"}) as url,
        pytest.raises(requests.HTTPError),
    ):
        SentimentClient(url, timeout=(1, 0.2)).sentiment(TEXTS)
    assert time.monotonic() - began < 60  # three pauses of 0.2 s, on a busy machine
