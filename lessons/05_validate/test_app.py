"""The service: right answers, and refusals in one shape that say where."""

import re

import app as service
import diagnose as diagnosing
import passport as passports
import pytest
import requests
from answers import Diagnosis
from app import FEATURES
from fastapi.testclient import TestClient
from live import live_server
from load_model import PassportError, load_model
from passport import read_passport
from pydantic import ValidationError
from samples import load_samples
from sklearn.calibration import CalibratedClassifierCV

JSON = {"Content-Type": "application/json"}
NAMES = [known["name"] for known in FEATURES]


def diagnose(client, *samples, **options):
    return client.post("/diagnose", json={"samples": samples, **options})


def test_health_names_the_model(client):
    model = {"name": "cancer", "version": "1"}
    assert client.get("/health").json() == {"status": "ok", "model": model}


def test_the_probabilities_are_those_of_the_model(client):
    model, _ = load_model("cancer", NAMES)
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
        ({"mean_arae": 273.9}, "/mean_arae", "no field of this name"),
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
    assert error["pointer"] == "#/miss_costs"


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
    for change in ({"mean_area": secret}, {secret: 1}, {"mean_area": [secret]}):
        assert secret not in diagnose(client, sample | change).text


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

    monkeypatch.setattr(diagnosing, "decide", crash)
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


def test_a_missing_passport_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(passports, "MODELS", tmp_path)
    with pytest.raises(PassportError, match="python train"):
        read_passport("cancer")
    (tmp_path / "cancer.json").write_text("{")
    with pytest.raises(PassportError, match="not JSON"):
        read_passport("cancer")


def test_a_model_that_does_not_fit_the_schema_is_not_loaded(monkeypatch):
    with pytest.raises(PassportError, match="in this order"):
        load_model("cancer", sorted(NAMES))
    monkeypatch.setattr(service, "PASSPORT", service.PASSPORT | {"sha256": "another"})
    with pytest.raises(PassportError, match="another"), TestClient(service.app):
        pass


def test_the_model_is_calibrated():
    model, _ = load_model("cancer", NAMES)
    assert isinstance(model, CalibratedClassifierCV)


def test_a_real_server_answers(sample):
    with live_server() as url:
        body = {"samples": [sample]}
        answer = requests.post(f"{url}/diagnose", json=body, timeout=10)
    assert answer.json()["diagnoses"][0]["answer"] == "benign"
