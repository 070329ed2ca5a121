"""What the service tells strangers, browsers and its own log: as little as it can."""

import http.client
import json
import re

import pytest
import requests

from app.schemas import EXAMPLE
from tests.conftest import lines, running, state
from tests.live import live_server

threat = pytest.mark.threat
MARK = "XmarkX"


@threat("API8", "how it works inside", "a client who makes it fail", "an id instead")
def test_a_500_tells_nothing_but_an_id(keys, capfd):
    with running(keys["shop"]) as shop:

        def broken(payments):
            raise KeyError(f"{payments[0]['card']} is not in the secret table")

        state(shop)["model"].decide = broken
        answer = shop.post("/detect-fraud", json=EXAMPLE | {"card": f"tok_{MARK}42"})
    number, log = answer.headers["X-Request-Id"], "".join(capfd.readouterr())
    assert answer.status_code == 500
    assert answer.json()["instance"] == f"urn:uuid:{number}"
    assert not re.search("KeyError|Traceback|secret|py|line", answer.text)
    [incident] = lines(log, "incident")
    assert incident["id"] == number and incident["error"] == "KeyError"
    assert any("broken" in place for place in incident["at"]) and MARK not in log


def marked(keys):
    """Requests with the mark in every field, header, query and path."""
    key, at = {"X-API-Key": keys["shop"]}, "/detect-fraud"
    json_type = {"Content-Type": "application/json"}
    for name in EXAMPLE:
        yield "POST", at, {"json": EXAMPLE | {name: MARK}, "headers": key}
        yield "POST", at, {"json": EXAMPLE | {name: [MARK]}, "headers": key}
    yield "POST", at, {"json": EXAMPLE | {"card": f"tok_{MARK}42"}, "headers": key}
    yield "POST", at, {"json": EXAMPLE | {f"{MARK} 1": 1}, "headers": key}
    yield "POST", at, {"json": EXAMPLE | {MARK: 1}, "headers": key}
    yield "POST", at, {"json": EXAMPLE | {f"tok_{MARK}42": 1}, "headers": key}
    yield "POST", at, {"json": EXAMPLE | {f"amount_{MARK}": 1}, "headers": key}
    many = {"payments": [EXAMPLE | {MARK: 1}], MARK: MARK}
    yield "POST", f"{at}-many", {"json": many, "headers": key}
    yield "POST", at, {"json": MARK, "headers": key}
    yield "POST", at, {"data": f'{{"{MARK}', "headers": key | json_type}
    yield "POST", at, {"data": MARK, "headers": key | {"Content-Type": f"a/{MARK}"}}
    yield "POST", at, {"json": EXAMPLE, "headers": {"X-API-Key": MARK}}
    yield (
        "POST",
        at,
        {"json": EXAMPLE, "headers": key | {"X-Other": MARK, "Origin": MARK}},
    )
    yield "POST", f"{at}?{MARK}={MARK}", {"json": EXAMPLE, "headers": key}
    yield "GET", "/docs", {"auth": (MARK, MARK)}
    yield "GET", f"/{MARK}", {"headers": key}
    yield "GET", f"/{MARK}", {}
    yield MARK, at, {"headers": key}
    yield "GET", f"/decisions/{MARK}", {"headers": key}
    yield "GET", "/health", {"headers": {"User-Agent": MARK, "X-Request-Id": MARK}}
    yield "GET", "/health", {"headers": {"X-Forwarded-For": MARK, "Host": MARK}}
    yield "GET", f"/{MARK}/", {"headers": key | {"X-Forwarded-Proto": MARK}}
    yield "POST", f"/docs/{MARK}", {"headers": key, "cookies": {MARK: MARK}}
    yield "GET", f"/docs/{MARK}", {"headers": key}


@threat("API3", "the cards", "a reader of answers and logs", "no value, no name sent")
def test_nothing_that_was_sent_is_in_an_answer_or_the_log(keys, server_log):
    with live_server() as url:
        for method, path, request in marked(keys):
            answer = requests.request(method, url + path, timeout=10, **request)
            assert MARK not in answer.text + str(answer.headers), (path, request)
            assert answer.status_code < 500
        # What uvicorn itself refuses, before any of our code is asked.
        host = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)
        for odd in (f"GET /{MARK}", f"GET /{MARK} HTTP/9.9", f"{MARK}: {MARK}"):
            host.connect()
            host.sock.sendall(f"{odd}\r\n{MARK}\r\n\r\n".encode())
            assert MARK.encode() not in host.sock.recv(65536), odd
            host.close()
    log = server_log.read_text("utf-8")
    assert len(lines(log, "request")) >= 30 and MARK not in log
    assert not any(key in log for key in keys.values())


@threat("–", "the card's owner", "a reader of the audit", "pseudonyms with a secret")
def test_the_audit_knows_the_decision_but_not_the_card(keys, capfd):
    with running(keys["shop"]) as shop:
        for card in ("tok_aaaaaaaa", "tok_bbbbbbbb", "tok_aaaaaaaa"):
            answer = shop.post("/detect-fraud", json=EXAMPLE | {"card": card})
    log = lines(capfd.readouterr().out)
    first, second, third = [line for line in log if line["event"] == "decision"]
    assert third["id"] == answer.headers["X-Request-Id"] and third["client"] == "shop"
    assert third["decision"] == answer.json()["decision"]
    assert first["card"] == third["card"] != second["card"]
    assert not {"amount", "hour", "distance"} & set(third) and "tok_" not in str(log)
    with running(keys["shop"], audit_secret="another" * 9) as shop:
        shop.post("/detect-fraud", json=EXAMPLE | {"card": "tok_aaaaaaaa"})
    assert first["card"] not in "".join(capfd.readouterr())


@threat("API8", "the browser", "a page that frames it", "headers on each answer")
def test_every_answer_has_the_headers(shop, keys):
    key = {"X-API-Key": keys["rival"]}
    answers = [
        shop.get("/health"),
        shop.get("/no"),
        shop.post("/detect-fraud", json={}),
    ]
    answers += [shop.get("/docs", headers=key), shop.put("/health")]
    answers += [shop.get("/docs", headers={"X-API-Key": "wrong"})]
    for answer in answers:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert re.fullmatch("[0-9a-f-]{36}", answer.headers["X-Request-Id"])
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    page = shop.get("/docs", headers=key).headers["Content-Security-Policy"]
    assert "'sha256-" in page and "unsafe-inline" not in page.split("style-src")[0]


@threat("API8", "the answers", "a script on another website", "CORS stays closed")
def test_no_other_website_may_read_the_answers(shop):
    origin = {"Origin": "https://evil.example"}
    ask = origin | {"Access-Control-Request-Method": "POST"}
    answers = [shop.post("/detect-fraud", json=EXAMPLE, headers=origin)]
    answers += [shop.options("/detect-fraud", headers=ask)]
    for answer in answers:
        assert not [name for name in answer.headers if "access-control" in name]
    plain = shop.post("/detect-fraud", content=json.dumps(EXAMPLE))  # as a form can
    assert plain.status_code == 422
