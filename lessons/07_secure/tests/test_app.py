"""The service: right answers, clear refusals."""

import http.client
import json

import pytest

from app.passport import load_model
from app.schemas import EXAMPLE, FEATURES
from training.features import periods

threat = pytest.mark.threat
BAD = ["", "rubbish", "[]", "{}", "null", '{"card": "tok_4f9Kq2Zw"', "[" * 1000]
BAD += [json.dumps(EXAMPLE | change) for change in ({"amount": 0}, {"hour": 24})]
for wrong in ("NaN", "Infinity", "1e999", '"9"', "true", "null", "[]", "9" * 4000):
    BAD += [json.dumps(EXAMPLE).replace("310.5", wrong)]
BAD += [json.dumps(EXAMPLE).replace('"amount"', '"amuont"')]
BAD += [json.dumps(EXAMPLE | {"card": card}) for card in ("4111111111111111", "tok_1")]
BAD += [json.dumps(EXAMPLE).replace("tok_4f9Kq2Zw", "\\ud800"), "9" * 5000]


def test_health_names_the_model(shop):
    model = {"name": "fraud", "version": "1"}
    assert shop.get("/health").json() == {"status": "ok", "model": model}
    watcher = shop.head("/health")
    assert (watcher.status_code, watcher.content) == (200, b"")


def test_the_passport_names_what_a_payment_has(trained):
    passport = load_model("fraud", FEATURES)[1]
    assert [feature["name"] for feature in passport["features"]] == FEATURES


def test_who_offers_http2_gets_an_answer_too(keys, url):
    # Java's default client and curl --http2 send these with every request.
    offer = {"Connection": "Upgrade, HTTP2-Settings", "Upgrade": "h2c"}
    offer |= {"HTTP2-Settings": "AAMAAABkAAQAAP__", "X-API-Key": keys["shop"]}
    host = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)
    body, kind = json.dumps(EXAMPLE), {"Content-Type": "application/json"}
    host.request("POST", "/detect-fraud", body, offer | kind)
    answer = host.getresponse()
    assert (answer.status, json.loads(answer.read())["decision"]) == (200, "review")


def test_the_answers_are_those_of_the_model(shop):
    model, passport = load_model("fraud", FEATURES)
    rows = periods()[2][0][:100]
    sent = [EXAMPLE | dict(zip(FEATURES, row, strict=True)) for row in rows.tolist()]
    for payment in sent:
        for name in ("payments_last_hour", "terminal_frauds"):
            payment[name] = int(payment[name])
    answers = shop.post("/detect-fraud-many", json={"payments": sent}).json()
    scores = model.predict_proba(rows)[:, 1].round(4)
    assert [each["score"] for each in answers] == scores.tolist()
    reviewed = [each["decision"] == "review" for each in answers]
    assert reviewed == (scores >= passport["threshold"]).tolist() and any(reviewed)
    assert answers[:5] == [shop.post("/detect-fraud", json=p).json() for p in sent[:5]]


@threat("API3", "the service", "nonsense in the fields", "strict schemas: 4xx")
@pytest.mark.parametrize("body", BAD)
def test_nonsense_is_refused(shop, body):
    headers = {"Content-Type": "application/json"}
    answer = shop.post("/detect-fraud", content=body, headers=headers)
    assert answer.status_code in (400, 422)
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_the_examples_in_the_docs_work(shop):
    schemas = shop.get("/openapi.json").json()["components"]["schemas"]
    [one] = schemas["Payment"]["examples"]
    [many] = schemas["Payments"]["properties"]["payments"]["examples"]
    assert shop.post("/detect-fraud", json=one).json()["decision"] == "review"
    assert len(shop.post("/detect-fraud-many", json={"payments": many}).json()) == 2


def test_the_model_is_better_than_chance(trained):
    metrics = load_model("fraud", FEATURES)[1]["metrics"]
    assert metrics["average_precision"] > 20 * metrics["base_rate"]
