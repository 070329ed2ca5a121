"""The log: one id a request, one line a request, and a disk that is full."""

import os
import re
import time
import uuid
from types import SimpleNamespace

import pytest
import requests

from app import logs
from app.schemas import EXAMPLE
from tests.conftest import lines, running, state
from tests.live import live_server

threat = pytest.mark.threat
ID = "X-Request-Id"


def test_a_line_says_who_asked_for_what_and_what_became_of_it(keys, capfd):
    with running(keys["shop"]) as shop:
        shop.post("/detect-fraud", json=EXAMPLE)
        answer = shop.get(f"/decisions/{uuid.uuid4()}")
    line = lines(capfd.readouterr().out, "request")[-1]
    assert line.pop("time").endswith("Z") and line.pop("ms") >= 0
    assert line == {
        "event": "request",
        "level": "info",
        "id": answer.headers[ID],
        "method": "GET",
        "route": "/decisions/{number}",
        "status": 404,
        "client": "shop",
    }


def test_every_answer_has_the_id_of_its_lines(keys, capfd):
    with running(keys["shop"]) as shop:

        def broken(payments):
            raise ZeroDivisionError

        answers = [
            shop.get("/health"),
            shop.get("/nowhere"),
            shop.put("/health"),
            shop.get("/docs", headers={"X-API-Key": "wrong"}),
            shop.post("/detect-fraud", content=b"x" * 99_999),
            shop.post("/detect-fraud", json={}),
        ]
        state(shop)["model"].decide = broken
        answers += [shop.post("/detect-fraud", json=EXAMPLE)]
    log = lines(capfd.readouterr().out, "request")
    codes = [answer.status_code for answer in answers]
    assert codes == [200, 404, 405, 401, 413, 422, 500]
    assert [line["status"] for line in log] == codes
    assert [line["id"] for line in log] == [answer.headers[ID] for answer in answers]
    for answer in answers:
        assert len(answer.headers.get_list(ID)) == 1


@threat(
    "–", "the audit", "an id that is sent twice, or is none", "then it gets our own"
)
def test_an_id_from_outside_is_taken_if_it_is_fresh(keys):
    with running(keys["shop"]) as shop:

        def id_for(*sent):
            headers = [(ID, each) for each in sent]
            return shop.get("/health", headers=headers).headers[ID]

        own = str(uuid.uuid4())
        assert id_for(own) == own
        assert id_for(own) != own
        assert id_for(own.upper()) != own
        assert id_for(uuid.UUID(own).hex) != own
        plain = uuid.uuid4()
        assert id_for(plain.hex) == str(plain)
        for odd in ("", "1", "x" * 36, own[:-1], "ü".encode(), "a" * 5000):
            assert re.fullmatch(
                r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", id_for(odd)
            )
        two = str(uuid.uuid4()), str(uuid.uuid4())
        assert id_for(*two) not in two


@threat("API1", "a client's decisions", "another client that takes its id", "two keys")
def test_no_id_lets_a_client_write_over_anothers_decision(keys):
    with running(keys["shop"]) as shop:
        number = str(uuid.uuid4())
        shop.post("/detect-fraud", json=EXAMPLE, headers={ID: number})
        middlewares = [shop.app.middleware_stack]  # as another worker, that forgets
        while not isinstance(middlewares[-1], logs.RequestId):
            middlewares.append(middlewares[-1].app)
        middlewares[-1].used.clear()
        theirs = {ID: number, "X-API-Key": keys["rival"]}
        tiny = EXAMPLE | {"amount": 1.5, "payments_last_hour": 0}
        answer = shop.post("/detect-fraud", json=tiny, headers=theirs)
        assert answer.headers[ID] == number
        [mine] = shop.get(f"/decisions/{number}").json()
    assert mine["score"] != answer.json()["score"]


def stopped_clock(monkeypatch):
    """Let the log's clock stand; return a list with its time, in seconds, to change."""
    now = [600.0]
    clock = {"monotonic": lambda: now[0], "perf_counter": time.perf_counter}
    monkeypatch.setattr(logs, "time", SimpleNamespace(**clock))
    return now


@threat("–", "the disk", "a stranger who asks and asks", "60 lines in a minute")
def test_lines_about_strangers_are_bounded(keys, capfd, monkeypatch):
    now = stopped_clock(monkeypatch)
    with running() as stranger:
        now[0] = 660.0
        for number in range(100):
            wrong = {"X-API-Key": f"fraud_{number}"} if number % 2 else {}
            stranger.request("PROPFIND" if number % 5 else "PUT", "/", headers=wrong)
        stranger.get("/health", headers={"X-API-Key": keys["shop"]})
        client = {"X-API-Key": keys["shop"]}
        assert stranger.get("/docs", headers=client).status_code == 200
        now[0] += 60
        stranger.get("/health")
    log = lines(capfd.readouterr().out)
    refused = [line for line in log if line.get("status") == 401]
    assert len(refused) == 60
    assert {line["method"] for line in refused} == {"PUT", "other"}
    assert {line["address"] for line in refused} == {"unknown"}  # "testclient"
    assert [line["client"] for line in log if line.get("route") == "/docs"] == ["shop"]
    [left] = [line for line in log if "left out" in line["event"]]
    assert left["count"] == 41  # 100 and one at /health, but 60


@threat("–", "the log", "a forged address", "what is no address is not written")
def test_the_address_is_one(keys, server_log):
    with live_server() as url:
        for sent in (
            {},
            {"X-Forwarded-For": "192.0.2.7"},
            {"X-Forwarded-For": "Xmark"},
        ):
            requests.get(f"{url}/docs", headers=sent, timeout=10)
    log = lines(server_log.read_text("utf-8"), "request")
    seen = [line["address"] for line in log if line["status"] == 401]
    assert seen == ["127.0.0.1", "192.0.2.7", "unknown"]


@pytest.fixture
def full(tmp_path):
    """The number of an open file in which nothing can be written."""
    file = tmp_path / "read only"
    file.touch()
    number = os.open(file, os.O_RDONLY)
    yield number
    os.close(number)


@threat(
    "–", "the audit", "a disk that is full", "no line, no decision; /health says so"
)
def test_what_cannot_be_written_down_is_not_decided(keys, monkeypatch, full):
    now = stopped_clock(monkeypatch)
    with running(keys["shop"]) as shop, monkeypatch.context() as disk:
        assert shop.get("/health").status_code == 200
        now[0] += 2
        disk.setattr(logs.OUT, "number", full)
        # Before anybody has asked for a decision: it looks for itself.
        assert shop.get("/health").status_code == 503
        answers = [shop.post("/detect-fraud", json=EXAMPLE) for _ in range(2)]
        answers += [shop.post("/detect-fraud-many", json={"payments": [EXAMPLE] * 3})]
        for answer in answers:
            assert answer.status_code == 503 and answer.headers[ID]
            assert "decision" not in answer.json() and "not given" in answer.text
            number = answer.headers[ID]
            assert shop.get(f"/decisions/{number}").status_code == 404
        health = shop.get("/health")
        assert (health.status_code, health.json()["detail"]) == (
            503,
            "The log cannot be written, so nothing is decided.",
        )
        # What is no decision is answered all the same.
        assert shop.get("/docs").status_code == 200
        assert shop.post("/detect-fraud", json={}).status_code == 422
        disk.undo()
        now[0] += 2
        assert shop.get("/health").status_code == 200
        assert shop.post("/detect-fraud", json=EXAMPLE).status_code == 200


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs Linux's /dev/full")
def test_a_line_that_failed_does_not_turn_up_later(tmp_path):
    out, file = logs.Lines(), tmp_path / "log"
    file.touch()
    real, out.number = os.open(file, os.O_WRONLY | os.O_APPEND), os.open("/dev/full", 1)
    with pytest.raises(OSError, match="No space"):
        out.write("refused")
    assert out.failing
    os.close(out.number)
    out.number = real
    out.write("given")
    assert file.read_text() == "given\n" and not out.failing
    out.torn = True  # a line of which only a part could be written
    out.write("whole")
    assert file.read_text() == "given\n\nwhole\n"
    os.close(real)
