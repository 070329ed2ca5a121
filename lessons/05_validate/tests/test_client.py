"""The client against the real service, and against answers that are none."""

import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests
from client import SAMPLE, Refused, TumourClient


@pytest.fixture(scope="module")
def clinic(server):
    return TumourClient(server)


def test_an_answer_for_each_sample(clinic, sample):
    [one, two] = clinic.diagnose([sample, sample | {"mean_area": 9.0e2}])
    assert one["answer"] == "benign" and one["reasons"] == []
    assert two["probability_malignant"] > one["probability_malignant"]


def test_its_own_sample_is_the_passports(sample):
    assert sample == SAMPLE


def test_options_are_passed_on(clinic, sample):
    [doubtful] = clinic.diagnose([sample], miss_cost=1000)
    assert doubtful["answer"] == "refer to a doctor"


def test_a_refusal_names_each_place(clinic, sample):
    with pytest.raises(Refused, match="#/samples/1/mean_area: a number") as refused:
        clinic.diagnose([sample, sample | {"mean_area": "big", "mean_texture": None}])
    assert "#/samples/1/mean_texture" in str(refused.value)


def test_too_much_is_refused_in_words(clinic, sample):
    with pytest.raises(Refused, match="larger than this service takes"):
        clinic.diagnose([sample] * 5000)


def test_no_service_at_all(sample):
    with pytest.raises(requests.ConnectionError):
        TumourClient("http://127.0.0.1:9", timeout=(0.5, 0.5)).diagnose([sample])


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
        (422, b"<html>", {}, "nobody says why"),
        (503, b"", {"Retry-After": "soon"}, "a pause that cannot be read"),
    ],
)
def test_an_answer_that_is_none_is_said_in_a_sentence(status, body, headers, sentence):
    with (
        something_else(status, body, headers) as url,
        pytest.raises(Refused, match=sentence),
    ):
        TumourClient(url).diagnose([SAMPLE])


def test_nobody_waits_an_hour_because_a_service_says_so():
    began = time.monotonic()
    with (
        something_else(503, b"", {"Retry-After": "3600"}) as url,
        pytest.raises(requests.HTTPError),
    ):
        TumourClient(url, timeout=(1, 0.2)).diagnose([SAMPLE])
    assert time.monotonic() - began < 60  # three pauses of 0.2 s, on a busy machine
