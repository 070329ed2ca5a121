"""The client, with the real service and with one that wants to steal its key."""

import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from client import PAYMENT, FraudClient, Refused
from requests.exceptions import ConnectionError

from app.schemas import EXAMPLE
from tests.live import live_server

threat = pytest.mark.threat


def test_it_decides_waits_when_told_and_says_why_not(keys, monkeypatch):
    monkeypatch.setenv("RATE_LIMIT", "2/second")
    with live_server() as url:
        fraud = FraudClient(f"{url}/", keys["shop"] + "\n")
        one = fraud.post("/detect-fraud", EXAMPLE)
        assert one["decision"] == "review"
        body = {"payments": [EXAMPLE] * 3}
        for _ in range(3):  # one of them gets a 429, waits and asks again
            assert fraud.post("/detect-fraud-many", body) == [one] * 3
        with pytest.raises(Refused, match="422: #/amount"):
            fraud.post("/detect-fraud", EXAMPLE | {"amount": -1})
        with pytest.raises(Refused, match="401: This needs a valid key"):
            FraudClient(url, "wrong").post("/detect-fraud", EXAMPLE)


def test_its_payment_is_the_one_of_the_docs():
    assert PAYMENT == EXAMPLE


@contextmanager
def odd_server(status, headers, body=b""):
    """A server that answers each POST in this way; yields its address, what it saw."""
    seen = []

    class Odd(BaseHTTPRequestHandler):
        def do_POST(self):
            seen.append(self.path)
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    with HTTPServer(("127.0.0.1", 0), Odd) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", seen
        server.shutdown()


def test_it_waits_no_longer_than_it_was_told():
    with odd_server(429, {"Retry-After": "3600"}) as (url, _):
        start = time.monotonic()
        with pytest.raises(Refused, match="429"):
            FraudClient(url, "a key", timeout=(3, 0.3)).post("/detect-fraud", EXAMPLE)
        assert time.monotonic() - start < 60


@pytest.mark.parametrize(
    "answer, sentence",
    [
        ((429, {"Retry-After": "soon"}), "a pause that cannot be read"),
        ((200, {"Content-Type": "text/html"}, b"<html>Log in</html>"), "not JSON"),
        ((200, {}), "not JSON"),
        ((500, {}, b"[]"), "500: Internal Server Error"),
    ],
)
def test_an_odd_answer_is_refused_in_a_sentence(answer, sentence):
    with odd_server(*answer) as (url, _), pytest.raises(Refused, match=sentence):
        FraudClient(url, "a key").post("/detect-fraud", EXAMPLE)


@threat("API2", "the key", "a reader of error messages", "no message quotes it")
def test_a_key_that_cannot_be_sent_is_not_shown():
    with pytest.raises(ValueError, match="no key") as error:
        FraudClient("https://fraud.example", "Xmark\nX-Other: 1")
    assert "Xmark" not in str(error.value)


@threat("API10", "the key", "a server that redirects", "the client stays")
def test_it_takes_its_key_nowhere_else():
    moved = odd_server(307, {"Location": "/elsewhere"})
    with moved as (url, seen), pytest.raises(Refused, match="307"):
        FraudClient(url, "a key").post("/detect-fraud", EXAMPLE)
    assert seen == ["/detect-fraud"]


@threat("API2", "the key", "a proxy that is configured", "none on the way to here")
def test_it_shows_its_key_to_no_proxy(monkeypatch):
    monkeypatch.setattr("requests.sessions.get_environ_proxies", pytest.fail)
    with pytest.raises(ConnectionError):
        FraudClient("http://127.0.0.1:9", "a key").post("/detect-fraud", EXAMPLE)


@threat("API2", "the key", "a listener on the network", "https only")
def test_it_sends_no_key_over_plain_http():
    with pytest.raises(ValueError, match="https"):
        FraudClient("http://fraud.example", "a key")
    FraudClient("https://fraud.example", "a key")
