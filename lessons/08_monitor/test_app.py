"""The service: verdicts, feedback, refusals, and what watchers ask."""

import json
import re
import uuid

import pytest
import requests
from app import app
from client import Refused, SpamClient
from fastapi.testclient import TestClient
from live import live_server
from naive import app as naive
from schemas import EXAMPLE

JSON = {"Content-Type": "application/json"}
MARK = "zqMarkzq"


def number(client, line):
    """The value of one line of the metrics; 0 if it is not there yet."""
    text = client.get("/metrics").text
    found = re.search(rf"^{re.escape(line)} (\S+)$", text, re.MULTILINE)
    return float(found[1]) if found else 0


def test_spam_is_spam_and_ham_is_ham(client):
    answer = client.post("/spam", json={"text": EXAMPLE})
    assert answer.status_code == 200 and answer.json()["spam"] is True
    assert set(answer.json()["model"]) == {"name", "version"}
    assert client.post("/spam", json={"text": "See you at 8."}).json()["spam"] is False


def test_the_answer_has_an_id_ours_or_that_of_the_client(client):
    mine = str(uuid.uuid4())
    answer = client.post("/spam", json={"text": "hi"}, headers={"X-Request-Id": mine})
    assert answer.headers["X-Request-Id"] == mine
    for other in ("", "4711", MARK, mine + "0", "ü".encode()):
        answer = client.post("/spam", json={}, headers={"X-Request-Id": other})
        assert str(uuid.UUID(answer.headers["X-Request-Id"])) != mine


@pytest.mark.parametrize(
    "body",
    [
        "",
        "rubbish",
        "[]",
        "{}",
        '{"text": ""}',
        '{"text": 7}',
        '{"text": null}',
        '{"text": "\\ud800"}',
        '{"text": NaN}',
        '{"test": "hello"}',
        '{"text": "hello", "more": 1}',
        '{"text": "' + "a" * 2001 + '"}',
        "[" * 1000 + "]" * 1000,
    ],
    ids=lambda body: body[:30],
)
def test_nonsense_is_refused(client, body):
    for path in ("/spam", "/feedback"):
        answer = client.post(path, content=body, headers=JSON)
        assert answer.status_code in (400, 422)
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["status"] == answer.status_code


def test_feedback_is_counted_with_the_verdict_once(client):
    id_ = client.post("/spam", json={"text": EXAMPLE}).headers["X-Request-Id"]
    lines = {
        known: f'spam_feedback_total{{label="ham",verdict="{known}"}}'
        for known in ("spam", "unknown")
    }
    before = {known: number(client, line) for known, line in lines.items()}
    for id in (id_, id_, str(uuid.uuid4())):  # the last: of no verdict that we know
        answer = client.post("/feedback", json={"id": id, "label": "ham"})
        assert (answer.status_code, answer.json()) == (202, {"status": "taken"})
    for known, line in lines.items():
        assert number(client, line) == before[known] + 1, known
    wrong = client.post("/feedback", json={"id": id_, "label": "perhaps"})
    assert wrong.status_code == 422 and "'spam' or 'ham'" in wrong.json()["detail"]


def test_each_request_is_counted_by_its_route(client):
    ok = 'http_requests_total{route="/spam",status="200"}'
    lost = 'http_requests_total{route="none",status="404"}'
    before = number(client, ok), number(client, lost)
    for path in ("/spam", f"/{MARK}", f"/{MARK}/{MARK}"):
        client.post(path, json={"text": "hello"})
    assert (number(client, ok), number(client, lost)) == (before[0] + 1, before[1] + 2)
    text = client.get("/metrics").text
    assert MARK not in text and 'spam_score_bucket{le="1.0"}' in text


def test_live_is_not_ready(client, monkeypatch, tmp_path):
    assert client.get("/ready").json()["status"] == "ready"
    monkeypatch.setattr(client.app.state.filter.store, "file", tmp_path / "no" / "db")
    assert client.get("/live").status_code == 200
    for answer in (client.get("/ready"), client.post("/spam", json={"text": "hello"})):
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert answer.json()["status"] == 503 and "/no/" not in answer.text
    assert client.get("/metrics").status_code == 200


def test_a_crash_tells_nothing(trained, capfd, monkeypatch):
    def crash(*_):
        raise ValueError(MARK)

    with TestClient(app, raise_server_exceptions=False) as client:
        monkeypatch.setattr(client.app.state.filter, "judge", crash)
        answer = client.post("/spam", json={"text": "hello"})
    assert answer.status_code == answer.json()["status"] == 500
    log = capfd.readouterr().err
    assert MARK not in answer.text + log and '"error": "ValueError"' in log


def test_the_dashboard_and_the_docs_need_no_other_host(client):
    for page in ("/dashboard", "/docs"):
        text = client.get(page).text
        links = re.findall(r'(?:src|href)="(/[^"]*)"', text)
        assert links and not re.search(r'(?:src|href)="https?:', text)
        for address in links:
            assert client.get(address).status_code == 200, address


def test_a_real_server_its_client_and_its_log(capfd):
    with live_server() as url:
        spam = SpamClient(url)
        id_, verdict = spam.judge(f"{MARK} {EXAMPLE}")
        spam.report(id_, "spam", text=MARK)
        with pytest.raises(Refused, match="#/text"):
            spam.judge("")
        requests.get(f"{url}/{MARK}?{MARK}", timeout=9)
    assert verdict["spam"] is True
    log = capfd.readouterr().err
    lines = [json.loads(line) for line in log.splitlines() if line[0] == "{"]
    mine = [line["event"] for line in lines if line["id"] == id_]
    assert mine == ["verdict", "request"]
    assert MARK not in log and "WINNER" not in log


def test_the_naive_service_prints_what_people_write(capsys, trained):
    with TestClient(naive) as client:
        client.post("/spam", json={"text": MARK})
    assert MARK in capsys.readouterr().out
