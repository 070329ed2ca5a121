"""The quick parser takes what the other takes, also where HTTP/2 is offered."""

import json
import socket
import time
from urllib.parse import urlsplit

import pytest

pytest.importorskip(
    "httptools",
    reason="quick parts: python -m pip install -r requirements-quick.txt",
)
ROW = json.dumps({"data": [5.1, 3.5, 1.4, 0.2]}).encode()
HEAD = b"POST /predict HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
OFFER = (
    b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAA\r\n"
)
LENGTH = b"Content-Length: %d\r\n\r\n" % len(ROW)
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(ROW), ROW)
PLAIN, OFFERED = HEAD + LENGTH + ROW, HEAD + OFFER + LENGTH + ROW


@pytest.fixture
def connection(quick_server):
    parts = urlsplit(quick_server)
    with socket.create_connection((parts.hostname, parts.port), 30) as made:
        yield made


def answers(connection, count=1):
    """Read so many answers to their ends; return their statuses and bodies."""
    got, found = b"", []
    while len(found) < count:
        piece = connection.recv(65_536)
        assert piece, f"it hung up after {got!r}"
        got += piece
        while b"\r\n\r\n" in got:
            head, _, rest = got.partition(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length: ")[2].split()[0])
            if len(rest) < length:
                break
            found.append((int(head[9:12]), rest[:length]))
            got = rest[length:]
    return found


@pytest.mark.parametrize(
    "request_",
    [PLAIN, OFFERED, HEAD + OFFER + CHUNKED],
    ids=["plain", "offer", "chunked"],
)
@pytest.mark.parametrize("piece", [1, 40, 10_000])
def test_a_request_in_pieces(connection, request_, piece):
    for start in range(0, len(request_), piece):
        connection.sendall(request_[start : start + piece])
        time.sleep(0.0005)
    [(status, body)] = answers(connection)
    assert status == 200 and json.loads(body)["prediction"] == "setosa"


def test_after_an_offer_the_connection_stays(connection):
    connection.sendall(OFFERED)
    first = answers(connection)
    connection.sendall(PLAIN)
    assert answers(connection) == first


def test_an_offer_after_other_requests(connection):
    connection.sendall(PLAIN)
    first = answers(connection)
    connection.sendall(OFFERED)
    assert answers(connection) == first


def test_requests_one_after_the_other_without_waiting(connection):
    connection.sendall(PLAIN * 20)
    assert {status for status, _ in answers(connection, 20)} == {200}


def test_another_protocol_that_is_offered(connection):
    offer = (
        b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    )
    connection.sendall(b"GET /health HTTP/1.1\r\nHost: here\r\n" + offer + b"\r\n")
    [(status, body)] = answers(connection)
    assert status == 200 and json.loads(body)["status"] == "ok"


@pytest.mark.parametrize(
    "text", [b"\0\1\2\r\n\r\n", b"POST /predict HTTP/1.1\r\nA B\r\n\r\n"]
)
def test_what_is_no_http(connection, text):
    connection.sendall(text)
    assert answers(connection)[0][0] == 400
