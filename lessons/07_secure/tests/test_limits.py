"""Too large, too often, too many at once, too slow."""

import socket
import threading
import time

import pytest

from app.routes import LARGEST
from app.schemas import EXAMPLE
from tests.conftest import running, state

threat = pytest.mark.threat
JSON = {"Content-Type": "application/json"}
TOO_LARGE = b'{"card": "' + b"x" * LARGEST + b'"}'


@threat("API4", "the memory", "a client with an enormous body", "max_body_size: 413")
def test_a_large_body_is_refused_in_one_shape(shop):
    said = shop.post("/detect-fraud", content=TOO_LARGE, headers=JSON)
    pieces = iter([TOO_LARGE[:9], TOO_LARGE[9:]])  # chunked: without its length
    chunked = shop.post("/detect-fraud", content=pieces, headers=JSON)
    for answer in (said, chunked):
        assert answer.status_code == 413
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert said.json() == chunked.json()


@threat("API4", "the open door", "a body that nobody reads", "none is taken: 400")
def test_nothing_is_poured_into_health(shop):
    pieces = iter([b"a", b"b"])
    for method, content in [("POST", b"a"), ("GET", b"a"), ("POST", pieces)]:
        answer = shop.request(method, "/health", content=content)
        assert answer.status_code == 400 and answer.headers["Connection"] == "close"
    assert shop.get("/health", headers={"Content-Length": "0"}).status_code == 200


@threat("API4", "the processor", "a client with an enormous batch", "at most 100 rows")
def test_a_batch_is_bounded(shop):
    for count, status in [(0, 422), (1, 200), (100, 200), (101, 422)]:
        answer = shop.post("/detect-fraud-many", json={"payments": [EXAMPLE] * count})
        assert answer.status_code == status


@threat("API4", "other clients", "a client who asks too often", "a rate limit: 429")
def test_each_key_has_its_own_limit(keys):
    with running(keys["shop"], rate_limit="5/minute") as shop:
        codes = [shop.post("/detect-fraud", json=EXAMPLE).status_code for _ in range(5)]
        late = shop.post("/detect-fraud", content="nonsense counts, too")
        rival = shop.get("/docs", headers={"X-API-Key": keys["rival"]})
    assert codes == [200] * 5 and rival.status_code == 200
    assert late.status_code == 429 and 1 <= int(late.headers["Retry-After"]) <= 60
    assert late.headers["Content-Type"] == "application/problem+json"


def test_the_limit_ends(keys):
    with running(keys["shop"], rate_limit="1/second") as shop:
        first, second = (shop.get("/docs") for _ in range(2))
        time.sleep(int(second.headers["Retry-After"]))
        third = shop.get("/docs")
    assert [a.status_code for a in (first, second, third)] == [200, 429, 200]


@threat("API4", "whoever comes next", "more work than there is room for", "503 at once")
def test_one_too_many_at_once_is_sent_away(keys):
    with running(keys["shop"], at_once="1") as shop:
        model = state(shop)["model"]
        started, go, decide = threading.Event(), threading.Event(), model.decide

        def slow(payments):
            started.set()
            go.wait(10)
            return decide(payments)

        model.decide = slow
        answers = []

        def ask():
            answers.append(shop.post("/detect-fraud", json=EXAMPLE))

        first = threading.Thread(target=ask)
        first.start()
        started.wait(10)
        second, health = shop.post("/detect-fraud", json=EXAMPLE), shop.get("/health")
        go.set()
        first.join()
        third = shop.post("/detect-fraud", json=EXAMPLE)
    assert (second.status_code, second.headers["Retry-After"]) == (503, "1")
    assert health.status_code == answers[0].status_code == third.status_code == 200


@threat("API4", "the connections", "a body drop by drop", "a time limit: 408")
def test_a_slow_body_is_not_waited_for(keys, url):
    head = "POST /detect-fraud HTTP/1.1\r\nHost: here\r\nContent-Length: 50\r\n"
    head += f"Content-Type: application/json\r\nX-API-Key: {keys['shop']}\r\n\r\n"
    port = int(url.split(":")[-1])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as slow:
        slow.sendall(head.encode() + b'{"card"')
        said = b"".join(iter(lambda: slow.recv(4096), b""))  # until it hangs up
    assert said.startswith(b"HTTP/1.1 408") and b"did not arrive within 0.5 s" in said
