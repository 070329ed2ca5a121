"""The service: verdicts, feedback, ids and refusals."""

import http.client
import json
import socket
import sqlite3
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from app.schemas import EXAMPLE
from tests.live import live_server

JSON = {"Content-Type": "application/json"}
MARK = "zqMarkzq"


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


def ask(client, text, id):
    answer = client.post("/spam", json={"text": text}, headers={"X-Request-Id": id})
    assert answer.status_code == 200
    return answer.headers["X-Request-Id"]


def test_an_id_that_is_sent_twice_is_two_messages(client, number):
    mine, hits = str(uuid.uuid4()), 'spam_feedback_total{label="spam",verdict="spam"}'
    before = number(hits)
    first, second = ask(client, EXAMPLE, mine), ask(client, "See you at 8.", mine)
    assert first == mine != second == str(uuid.UUID(second))
    client.post("/feedback", json={"id": first, "label": "spam"})
    assert number(hits) == before + 1, "the second verdict has taken the first one's id"


def test_an_id_that_another_worker_has_seen_is_not_taken(client, spam_filter):
    mine = str(uuid.uuid4())
    spam_filter.store.remember(mine, True, 0.9, 0.1, "1")
    assert ask(client, "See you at 8.", mine) != mine
    rows = "SELECT COUNT(*) FROM predictions WHERE id = ?"
    with spam_filter.store.open() as db:
        assert db.execute(rows, [mine]).fetchone() == (1,)


def test_an_id_that_is_sent_by_eight_at_once_is_given_once(client):
    mine = str(uuid.uuid4())
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda _: ask(client, "hello", mine), range(8)))
    assert len(set(given)) == 8


def test_two_ids_in_one_request_are_none(client):
    sent = [("X-Request-Id", str(uuid.uuid4())) for _ in range(2)]
    answer = client.post("/spam", json={"text": "hi"}, headers=sent)
    assert answer.headers["X-Request-Id"] not in [value for _, value in sent]


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
        assert uuid.UUID(answer.headers["X-Request-Id"])


def test_a_refusal_repeats_nothing_not_even_a_name(client):
    for path in ("/spam", "/feedback"):
        for body in ({MARK: 1}, {"text": [MARK]}, {"text": {MARK: MARK}}, [MARK], MARK):
            answer = client.post(path, json=body)
            assert answer.status_code == 422 and MARK not in answer.text, body


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_that_is_too_large_is_a_problem(client, chunked):
    large = json.dumps({"text": "a" * 600_000}).encode()
    content = iter([large]) if chunked else large
    for path in ("/spam", "/feedback"):
        answer = client.post(path, content=content, headers=JSON)
        assert answer.status_code == answer.json()["status"] == 413
        content = iter([large]) if chunked else large


def test_feedback_is_counted_with_the_verdict_once(client, number):
    id_ = client.post("/spam", json={"text": EXAMPLE}).headers["X-Request-Id"]
    lines = {
        known: f'spam_feedback_total{{label="ham",verdict="{known}"}}'
        for known in ("spam", "unknown")
    }
    before = {known: number(line) for known, line in lines.items()}
    for id in (id_, id_, str(uuid.uuid4())):  # the last: of no verdict that we know
        answer = client.post("/feedback", json={"id": id, "label": "ham"})
        assert (answer.status_code, answer.json()) == (202, {"status": "taken"})
    for known, line in lines.items():
        assert number(line) == before[known] + 1, known
    wrong = client.post("/feedback", json={"id": id_, "label": "perhaps"})
    assert wrong.status_code == 422 and "'spam' or 'ham'" in wrong.json()["detail"]


def test_one_label_that_comes_eight_times_at_once_is_counted_once(client, number):
    id_ = client.post("/spam", json={"text": EXAMPLE}).headers["X-Request-Id"]
    line = 'spam_feedback_total{label="spam",verdict="spam"}'
    before, said = number(line), {"id": id_, "label": "spam"}
    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(lambda _: client.post("/feedback", json=said), range(8))
    assert {answer.status_code for answer in answers} == {202}
    assert number(line) == before + 1


def test_feedback_that_cannot_be_kept_says_so_and_is_not_counted(
    client, spam_filter, monkeypatch, number
):
    id_ = client.post("/spam", json={"text": EXAMPLE}).headers["X-Request-Id"]
    line = 'spam_feedback_total{label="spam",verdict="spam"}'
    before, said = number(line), {"id": id_, "label": "spam"}
    with monkeypatch.context() as broken:
        broken.setattr(spam_filter.store, "writing", full)
        answer = client.post("/feedback", json=said)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert answer.json()["detail"] == "Nothing can be written down now."
    assert number(line) == before
    assert client.post("/feedback", json=said).status_code == 202
    assert number(line) == before + 1


def full(*_):
    raise sqlite3.OperationalError("database or disk is full")


def test_live_is_not_ready(client, spam_filter, monkeypatch, tmp_path):
    assert client.get("/ready").json()["status"] == "ready"
    monkeypatch.setattr(spam_filter.store, "file", tmp_path / "no" / "db")
    assert client.get("/live").status_code == 200
    for answer in (client.get("/ready"), client.post("/spam", json={"text": "hello"})):
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert answer.json()["status"] == 503 and "/no/" not in answer.text
    assert client.get("/metrics").status_code == 200


def test_a_store_that_can_be_read_only_is_not_ready(client, spam_filter, monkeypatch):
    text = spam_filter.store.file.as_uri() + "?mode=ro"
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda _, **more: connect(text, uri=True, **more)
    )
    assert client.get("/ready").status_code == 503
    assert client.get("/metrics").status_code == client.get("/live").status_code == 200


@pytest.mark.parametrize("path", ["/live", "/ready", "/health", "/metrics"])
def test_a_watcher_may_ask_with_head(client, path):
    answer, known = client.head(path), client.get(path)
    assert answer.status_code == known.status_code == 200 and answer.text == ""
    assert answer.headers["Content-Type"] == known.headers["Content-Type"]


def test_a_request_that_offers_http_2_is_answered(server):
    address = server.removeprefix("http://")
    offer = {"Connection": "Upgrade, HTTP2-Settings", "Upgrade": "h2c"}
    offer |= {"HTTP2-Settings": "AAMAAABkAAQAAP__"} | JSON
    connection = http.client.HTTPConnection(address, timeout=30)
    connection.request("POST", "/spam", json.dumps({"text": EXAMPLE}), offer)
    answer = connection.getresponse()
    assert answer.status == 200 and json.load(answer)["spam"] is True


def test_a_body_that_never_ends_is_not_waited_for(monkeypatch, tmp_path):
    monkeypatch.setenv("BODY_SECONDS", "1")
    monkeypatch.setenv("STORE_FILE", str(tmp_path / "store.db"))
    with live_server() as url, socket.create_connection(place(url), timeout=30) as slow:
        slow.sendall(b"POST /spam HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n")
        slow.sendall(b"Content-Type: application/json\r\n\r\n{")
        ended = threading.Event()

        def drip():
            while not ended.wait(0.2):
                try:
                    slow.sendall(b" ")
                except OSError:
                    return

        dripping = threading.Thread(target=drip, daemon=True)
        dripping.start()
        try:
            assert slow.recv(1000).startswith(b"HTTP/1.1 408")
        finally:
            ended.set()
            dripping.join()
        assert requests.get(f"{url}/live", timeout=30).status_code == 200


def place(url):
    host, port = url.removeprefix("http://").split(":")
    return host, int(port)
