"""The client, with the real service and with one that wants to steal its key."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from client import FraudClient, Refused
from live import live_server
from payment import EXAMPLE
from requests.exceptions import ConnectionError

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


SEEN = []


class Redirecting(BaseHTTPRequestHandler):
    def do_POST(self):
        SEEN.append(self.path)
        self.send_response(307)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *arguments):
        pass


@threat("API10", "the key", "a server that redirects", "the client stays")
def test_it_takes_its_key_nowhere_else():
    with HTTPServer(("127.0.0.1", 0), Redirecting) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        fraud = FraudClient(f"http://127.0.0.1:{server.server_port}", "a key")
        with pytest.raises(Refused, match="307"):
            fraud.post("/detect-fraud", EXAMPLE)
        server.shutdown()
    assert SEEN == ["/detect-fraud"]


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
