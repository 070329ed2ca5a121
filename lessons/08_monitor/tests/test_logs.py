"""The log: two lines for a message, none of its words; and what if it is full."""

import json
import os
from pathlib import Path

import pytest
import requests
from client import Refused, SpamClient

from app import logs
from app.schemas import EXAMPLE
from tests.live import live_server

MARK = "zqMarkzq"
FULL = Path("/dev/full")  # takes no byte, as a full disk


@pytest.fixture
def lines(client, tmp_path, monkeypatch):
    """lines(): what the log says from here on, each line as a dictionary."""
    file = tmp_path / "log"
    number = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    monkeypatch.setattr(logs.OUT, "number", number)
    yield lambda: [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    monkeypatch.undo()
    os.close(number)


def test_the_lines_of_a_message_have_its_id_and_no_word_of_it(client, lines):
    answer = client.post("/spam", json={"text": f"{MARK} {EXAMPLE}"})
    mine = [one for one in lines() if one["id"] == answer.headers["X-Request-Id"]]
    assert [line["event"] for line in mine] == ["verdict", "request"]
    assert (mine[1]["route"], mine[1]["status"]) == ("/spam", 200)
    assert MARK not in str(lines()) and "WINNER" not in str(lines())


def test_a_fresh_id_is_that_of_both_lines(client, lines):
    sent = {"X-Request-Id": "8f3b1c1e-2f6e-4b39-9a51-0e1f0a7b6c5d"}
    given = [
        client.post("/spam", json={"text": "hello"}, headers=sent).headers[key]
        for key in sent
        for _ in range(2)
    ]
    assert given[0] == sent["X-Request-Id"] != given[1]
    for id in given:
        events = [line["event"] for line in lines() if line["id"] == id]
        assert events == ["verdict", "request"], id


def test_a_crash_tells_nothing(client, spam_filter, lines, monkeypatch):
    def crash(*_):
        raise ValueError(MARK)

    monkeypatch.setattr(spam_filter, "judge", crash)
    answer = client.post("/spam", json={"text": "hello"})
    assert answer.status_code == answer.json()["status"] == 500
    [incident] = [line for line in lines() if line["event"] == "incident"]
    assert incident["error"] == "ValueError"
    assert incident["id"] == answer.headers["X-Request-Id"]
    assert MARK not in answer.text + str(lines())


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here: a full disk is Linux")
def test_a_full_log_costs_no_answer_and_is_told(client, monkeypatch, number):
    full = os.open(FULL, os.O_WRONLY)
    with monkeypatch.context() as now:
        now.setattr(logs.OUT, "number", full)
        answer = client.post("/spam", json={"text": EXAMPLE})
        assert answer.status_code == 200 and answer.json()["spam"] is True
        said = {"id": answer.headers["X-Request-Id"], "label": "spam"}
        assert client.post("/feedback", json=said).status_code == 202
        ready = client.get("/ready")
        assert ready.status_code == 200 and "log is not written" in ready.text
        assert number("log_failing") == 1
    os.close(full)
    client.post("/spam", json={"text": EXAMPLE})  # there is room again
    assert client.get("/ready").json()["status"] == "ready"
    assert number("log_failing") == 0


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here: a full disk is Linux")
def test_a_service_starts_with_a_full_log(monkeypatch, tmp_path):
    monkeypatch.setenv("LOG_FILE", str(FULL))
    monkeypatch.setenv("STORE_FILE", str(tmp_path / "store.db"))
    with live_server() as url:
        assert SpamClient(url).judge(EXAMPLE)[1]["spam"] is True
        told = requests.get(f"{url}/ready", timeout=30)
    assert told.status_code == 200 and "log is not written" in told.text


def test_a_real_server_its_client_and_its_log(monkeypatch, tmp_path):
    log = tmp_path / "log"
    monkeypatch.setenv("LOG_FILE", str(log))
    monkeypatch.setenv("STORE_FILE", str(tmp_path / "store.db"))
    with live_server() as url:
        spam = SpamClient(url)
        id_, verdict = spam.judge(f"{MARK} {EXAMPLE}")
        spam.report(id_, "spam", text=MARK)
        with pytest.raises(Refused, match="#/text"):
            spam.judge("")
        requests.get(f"{url}/{MARK}?{MARK}", timeout=30)
    assert verdict["spam"] is True
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    mine = [line["event"] for line in lines if line.get("id") == id_]
    assert mine == ["verdict", "request"]
    assert MARK not in str(lines) and "WINNER" not in str(lines)
