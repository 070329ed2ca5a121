"""The client against the real service, and against answers that are none."""

import threading
import time
import uuid
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import requests
from client import MESSAGE, Refused, SpamClient

from app.schemas import EXAMPLE


@pytest.fixture(scope="module")
def spam(server):
    return SpamClient(server, timeout=(60, 60))


def test_a_verdict_and_a_label_for_it(spam):
    id, verdict = spam.judge(MESSAGE)
    assert MESSAGE == EXAMPLE and verdict["spam"] is True and uuid.UUID(id)
    assert spam.report(id, "spam") is None


def test_a_refusal_names_the_place(spam):
    with pytest.raises(Refused, match="#/text"):
        spam.judge("")
    with pytest.raises(Refused, match=r"#/label: .*'spam' or 'ham'"):
        spam.report(str(uuid.uuid4()), "perhaps")
    with pytest.raises(Refused, match="larger than this service takes"):
        spam.judge("a" * 600_000)


def test_no_service_at_all():
    with pytest.raises(requests.ConnectionError):
        SpamClient("http://127.0.0.1:9", timeout=(0.5, 0.5)).judge(MESSAGE)


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
        (200, b"{}", {}, "no verdict of the service"),
        (422, b"<html>", {}, "nobody says why"),
        (503, b"", {"Retry-After": "soon"}, "a pause that cannot be read"),
    ],
)
def test_an_answer_that_is_none_is_said_in_a_sentence(status, body, headers, sentence):
    with (
        something_else(status, body, headers) as url,
        pytest.raises(Refused, match=sentence),
    ):
        SpamClient(url).judge(MESSAGE)


def test_nobody_waits_an_hour_because_a_service_says_so():
    began = time.monotonic()
    with (
        something_else(503, b"", {"Retry-After": "3600"}) as url,
        pytest.raises(requests.HTTPError),
    ):
        SpamClient(url, timeout=(1, 0.2)).judge(MESSAGE)
    assert time.monotonic() - began < 60  # three pauses of 0.2 s, on a busy machine
