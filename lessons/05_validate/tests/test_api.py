"""The service: right answers, and a clear refusal of everything else."""

import re

import pytest
import requests
from fastapi.testclient import TestClient
from pydantic import ValidationError

from app import decision
from app.main import app
from app.model import TumourModel
from app.passport import PassportError, read_passport
from app.schemas import Diagnosis
from training.data import load_samples

JSON = {"Content-Type": "application/json"}
PASSPORT = read_passport("cancer")
FEATURES = PASSPORT["features"]
NAMES = [known["name"] for known in FEATURES]


def diagnose(client, *samples, **options):
    return client.post("/diagnose", json={"samples": samples, **options})


def test_health_names_the_model(client):
    model = {"name": "cancer", "version": "1"}
    assert client.get("/health").json() == {"status": "ok", "model": model}


def test_the_probabilities_are_those_of_the_model(client):
    model = TumourModel(PASSPORT).model
    data, _ = load_samples()
    answer = diagnose(client, *data.to_dict("records")).json()
    said = [each["probability_malignant"] for each in answer["diagnoses"]]
    expected = model.predict_proba(data.to_numpy())[:, 1]
    assert said == [round(p, 4) for p in expected.tolist()]


def test_the_order_of_the_fields_does_not_matter(client, sample):
    turned = dict(sorted(sample.items(), reverse=True))
    assert list(turned) != list(sample)
    assert diagnose(client, turned).json() == diagnose(client, sample).json()


def test_each_bound_is_that_of_the_passport(client, sample):
    for known in FEATURES:
        for factor, value in [(1.01, known["max"] * 2), (0.99, known["min"] / 2)]:
            fine, wrong = {known["name"]: value}, {known["name"]: value * factor}
            assert diagnose(client, sample | fine).status_code == 200
            if value:  # nothing is below zero times 0.99
                assert diagnose(client, sample | wrong).status_code == 422
        below = {known["name"]: -0.001}
        assert diagnose(client, sample | below).status_code == 422


@pytest.mark.parametrize(
    ("change", "pointer", "complaint"),
    [
        ({"mean_area": "273.9"}, "/mean_area", "a number is needed"),
        ({"mean_area": True}, "/mean_area", "a number is needed"),
        ({"mean_area": None}, "/mean_area", "a number is needed"),
        ({"mean_area": 27390}, "/mean_area", "less than or equal"),
        ({"mean_arae": 273.9}, "", "no field of this name; is mean_area meant?"),
        ({"Mean_area": 273.9}, "", "no field of this name; is mean_area meant?"),
        ({"<b>": 1}, "", "no field of this name"),
    ],
)
def test_a_wrong_value_is_named_with_its_row(
    client, sample, change, pointer, complaint
):
    problem = diagnose(client, sample, sample, sample | change).json()
    [error] = problem["errors"]
    assert error["pointer"] == f"#/samples/2{pointer}"
    assert complaint in error["detail"]


def test_a_misspelt_option_is_refused(client, sample):
    assert diagnose(client, sample, miss_cost=100).status_code == 200
    [error] = diagnose(client, sample, miss_costs=100).json()["errors"]
    assert error["pointer"] == "#"
    assert error["detail"].endswith("is miss_cost meant?")


def test_each_missing_field_is_named(client, sample):
    for name in NAMES:
        rest = {key: value for key, value in sample.items() if key != name}
        [error] = diagnose(client, rest).json()["errors"]
        where = {"pointer": f"#/samples/0/{name}", "detail": "this field is missing"}
        assert error == where


def test_one_to_a_thousand_samples(client, sample):
    codes = {n: diagnose(client, *[sample] * n).status_code for n in (0, 1, 1000, 1001)}
    assert codes == {0: 422, 1: 200, 1000: 200, 1001: 422}


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_what_json_does_not_know_is_a_clear_422(client, number):
    body = '{"samples": [{"mean_radius": ' + number + "}]}"
    answer = client.post("/diagnose", content=body, headers=JSON)
    assert answer.status_code == 422
    assert "a finite number is needed" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("method", "path", "content", "status"),
    [
        ("POST", "/diagnose", "", 422),
        ("POST", "/diagnose", '{"samples": [', 422),
        ("POST", "/diagnose", b"\xff{", 400),
        ("POST", "/diagnose", '{"samples": "\\ud800"}', 422),
        ("POST", "/diagnose", '{"samples": [], "\\ud800": 1}', 422),
        ("POST", "/diagnose", "[" * 100_000, 400),
        ("POST", "/diagnose", "9" * 1_000_001, 413),
        ("POST", "/diagnose", iter([b"9" * 600_000] * 2), 413),
        ("GET", "/diagnose", None, 405),
        ("GET", "/nothing", None, 404),
        ("GET", "/health/", None, 404),
        ("DELETE", "/health", None, 405),
    ],
)
def test_every_refusal_has_one_shape(client, method, path, content, status):
    answer = client.request(method, path, content=content, headers=JSON)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert {"type", "title", "detail"} <= set(problem)


def test_no_refusal_repeats_what_was_sent(client, sample):
    secret = "Jane Doe, 1971"
    name = "token_of_4929_1234"
    for change in (
        {"mean_area": secret},
        {"mean_area": [secret]},
        {"mean_area": {secret: 1}},
        {secret: 1},
        {name: 1},
        {f"mean_area {secret}": 1},
    ):
        told = diagnose(client, sample | change)
        assert told.status_code == 422
        assert secret not in told.text and name not in told.text


def test_only_what_the_schema_names_goes_out(client, sample):
    answer = diagnose(client, sample).json()
    assert set(answer) == {"diagnoses", "miss_cost", "model", "notice"}
    assert set(answer["model"]) == {"name", "version"}
    assert "Not a medical device" in answer["notice"]


@pytest.mark.parametrize("answer", ["perhaps", "", None])
def test_another_answer_than_the_three_never_goes_out(answer):
    with pytest.raises(ValidationError):
        Diagnosis(answer=answer, probability_malignant=0.5, reasons=[])


@pytest.mark.parametrize("chance", [-0.1, 1.1, float("nan")])
def test_no_probability_goes_out_that_is_none(chance):
    with pytest.raises(ValidationError):
        Diagnosis(answer="benign", probability_malignant=chance, reasons=[])


@pytest.mark.parametrize(
    ("cost", "status"), [(1.99, 422), (2, 200), (50.5, 200), (1e4, 200), (10_001, 422)]
)
def test_the_cost_of_a_miss_has_bounds_and_is_told(client, sample, cost, status):
    answer = diagnose(client, sample, miss_cost=cost)
    assert answer.status_code == status
    assert status == 422 or answer.json()["miss_cost"] == cost


def test_a_crash_tells_nothing(client, sample, monkeypatch):
    def crash(*_):
        raise RuntimeError("secret")

    monkeypatch.setattr(decision, "decide", crash)
    answer = diagnose(client, sample)
    assert answer.status_code == answer.json()["status"] == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "secret" not in answer.text


def test_twenty_places_are_named_and_all_are_counted(client, sample):
    wrong = diagnose(client, *[sample | {"mean_area": "big"}] * 50).json()
    assert (len(wrong["errors"]), wrong["count"]) == (20, 50)


def test_the_docs_say_what_a_refusal_looks_like(client):
    [path] = [client.get("/openapi.json").json()["paths"]["/diagnose"]["post"]]
    [refused] = path["responses"]["4XX"]["content"].items()
    assert refused[0] == "application/problem+json"
    wrong = diagnose(client).json()
    assert set(wrong) == set(refused[1]["schema"]["properties"])


def test_the_example_in_the_docs_works(client):
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    [example] = schemas["Batch"]["properties"]["samples"]["examples"]
    assert diagnose(client, *example).json()["diagnoses"][0]["answer"] == "benign"


def test_the_docs_say_what_this_is_not_and_need_no_other_host(client):
    about = client.get("/openapi.json").json()["info"]["description"]
    assert "Not a medical device" in about
    page = client.get("/docs").text
    for address in re.findall(r'(?:src|href)="([^"]+)"', page):
        assert client.get(address).status_code == 200, address


def test_a_model_trained_since_the_schema_was_made_stops_the_start(monkeypatch):
    other = PASSPORT | {"sha256": "another"}
    monkeypatch.setattr("app.main.PASSPORT", other)
    with pytest.raises(PassportError, match="another"), TestClient(app):
        pass


def test_watchers_may_ask_for_the_head_only(client):
    answer = client.head("/health")
    assert answer.status_code == 200 and answer.content == b""


def test_behind_a_prefix_the_docs_still_open():
    with TestClient(app, root_path="/hub/proxy/8000") as client:
        page = client.get("/docs").text
    assert "/hub/proxy/8000/openapi.json" in page
    assert "/hub/proxy/8000/static-offline-docs" in page


def test_a_real_server_answers(server, sample):
    body = {"samples": [sample]}
    answer = requests.post(f"{server}/diagnose", json=body, timeout=30)
    assert answer.json()["diagnoses"][0]["answer"] == "benign"


def test_a_request_that_offers_http_2_gets_the_answer(server, sample):
    # Java's client and `curl --http2` send this with each request.
    upgrade = {"Connection": "Upgrade, HTTP2-Settings", "Upgrade": "h2c"}
    upgrade["HTTP2-Settings"] = "AAMAAABkAAQAAP__"
    body = {"samples": [sample]}
    answer = requests.post(f"{server}/diagnose", json=body, headers=upgrade, timeout=30)
    assert answer.json()["diagnoses"][0]["answer"] == "benign"
