"""The service: right answers, and a clear refusal of everything else."""

import io

import numpy as np
import pytest
from sklearn.datasets import load_iris

from app.dependencies import NPY
from app.forms import load
from app.passport import read_passport

JSON = {"Content-Type": "application/json"}
BINARY = {"Content-Type": NPY, "Accept": NPY}
PASSPORT = read_passport("iris_linear")
MODEL = {"name": "iris_linear", "version": "1"}


def npy(array, pickled=False):
    file = io.BytesIO()
    np.save(file, array, allow_pickle=pickled)
    return file.getvalue()


def refusal(answer):
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == answer.status_code
    return answer.status_code, answer.json()["detail"]


def test_health_names_the_model(client):
    told = {"status": "ok", "model": MODEL, "engine": "numbers"}
    assert client.get("/health").json() == told


def test_each_flower_as_the_model_has_it(client):
    rows = load_iris().data
    expected = load(PASSPORT, "sklearn").table(rows)
    for row, probabilities in zip(rows.tolist(), expected, strict=True):
        told = client.post("/predict", json={"data": row}).json()
        assert told["prediction"] == PASSPORT["classes"][probabilities.argmax()]
        assert told["confidence"] == round(probabilities.max().item(), 4)
        assert told["model"] == MODEL


def test_many_rows_are_answered_as_each_of_them(client):
    rows = load_iris().data
    each = [
        client.post("/predict", json={"data": row}).json()["prediction"]
        for row in rows.tolist()
    ]
    told = client.post("/predict-many", json={"data": rows.tolist()}).json()
    assert told == {"predictions": each, "model": MODEL}
    for table in (rows, rows.astype("<f4"), np.asfortranarray(rows)):
        answer = client.post("/predict-many", content=npy(table), headers=BINARY)
        names = answer.headers["Classes"].split(", ")
        numbers = np.load(io.BytesIO(answer.content), allow_pickle=False)
        assert [names[number] for number in numbers] == each


@pytest.mark.parametrize(
    ("row", "detail"),
    [
        ([5.1, 3.5, 1.4], "at least 4 items"),
        ([5.1, 3.5, 1.4, 0.2, 0.2], "at most 4 items"),
        ([5.1, 3.5, 1.4, "0.2"], "a number is needed"),
        ([5.1, 3.5, 1.4, True], "a number is needed"),
        ([5.1, 3.5, 1.4, None], "a number is needed"),
        ([5.1, 3.5, 1.4, -0.2], "greater than or equal to 0"),
        ([5.1, 3.5, 1.4, 200], "less than or equal"),
    ],
)
def test_a_wrong_row_is_refused_alone_and_among_others(client, row, detail):
    status, told = refusal(client.post("/predict", json={"data": row}))
    assert status == 422 and detail in told and told.startswith("#/data")
    rows = [PASSPORT["example"], row]
    status, told = refusal(client.post("/predict-many", json={"data": rows}))
    assert status == 422 and detail in told and told.startswith("#/data/1")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_what_json_does_not_know_is_a_clear_422(client, number):
    for path, body in (
        ("", '{"data": [5.1, 3.5, 1.4, %s]}'),
        ("-many", '{"data": [[%s]]}'),
    ):
        answer = client.post(f"/predict{path}", content=body % number, headers=JSON)
        assert refusal(answer)[0] == 422


def with_header(text, rest=b""):
    """A .npy file whose header says what it likes."""
    text = text.encode().ljust(117) + b"\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + rest


GOOD = np.full((3, 4), 1.5)
FILES = {
    "empty": b"",
    "text": b"5.1,3.5,1.4,0.2",
    "cut": npy(GOOD)[:-1],
    "longer": npy(GOOD) + b"\0",
    "no rows": npy(GOOD[:0]),
    "three columns": npy(GOOD[:, :3]),
    "one dimension": npy(GOOD[0]),
    "three dimensions": npy(GOOD[None]),
    "whole numbers": npy(GOOD.astype(int)),
    "half precision": npy(GOOD.astype("<f2")),
    "other end first": npy(GOOD.astype(">f8")),
    "texts": npy(GOOD.astype(str)),
    "records": npy(np.zeros(3, "f8,f8,f8,f8")),
    "a pickle": npy(np.array([[{"a": 1}] * 4]), pickled=True),
    "10,001 rows": npy(np.zeros((10_001, 4), "<f4")),
    "a terabyte": with_header(
        "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999, 4)}"
    ),
    "less than none": with_header(
        "{'descr': '<f8', 'fortran_order': False, 'shape': (-1, 4)}"
    ),
    "no number": with_header(
        "{'descr': '<f8', 'fortran_order': False, 'shape': ('a', 4)}"
    ),
    "code": with_header("__import__('os').getpid()"),
    "deep": with_header("(" * 110),
}


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_file_of_rows(client, name):
    answer = client.post("/predict-many", content=FILES[name], headers=BINARY)
    status, detail = refusal(answer)
    assert status == 422 and detail.startswith("This is no .npy file")


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, -0.1, 1e9])
def test_what_is_no_value(client, value):
    for place in (0, 11):
        table = GOOD.copy()
        table.flat[place] = value
        answer = client.post("/predict-many", content=npy(table), headers=BINARY)
        status, detail = refusal(answer)
        assert status == 422 and detail.startswith("Each value is a finite number")


@pytest.mark.parametrize(
    ("method", "path", "content", "status"),
    [
        ("POST", "/predict", "", 422),
        ("POST", "/predict", '{"data": [', 422),
        ("POST", "/predict", b"\xff{", 400),
        ("POST", "/predict", '{"data": "\\ud800"}', 422),
        ("POST", "/predict", "[" * 40_000, 400),
        ("POST", "/predict", '{"data": [5.1, 3.5, 1.4, 0.2], "more": 1}', 422),
        ("POST", "/predict", " " * 50_001, 413),
        ("POST", "/predict", iter([b"9" * 30_000] * 2), 413),
        ("POST", "/predict-many", "", 422),
        ("POST", "/predict-many", '{"data": []}', 422),
        ("POST", "/predict-many", "[" * 100_000, 422),
        ("POST", "/predict-many", b"\xff{", 422),
        ("POST", "/predict-many", " " * 16_000_001, 413),
        ("GET", "/predict", None, 405),
        ("GET", "/nothing", None, 404),
        ("GET", "/health/", None, 404),
        ("DELETE", "/health", None, 405),
    ],
)
def test_every_refusal_has_one_shape(client, method, path, content, status):
    answer = client.request(method, path, content=content, headers=JSON)
    assert refusal(answer)[0] == status


@pytest.mark.parametrize("kind", ["text/csv", "application/octet-stream", ""])
def test_rows_of_another_type(client, kind):
    answer = client.post("/predict-many", content=b"1", headers={"Content-Type": kind})
    assert refusal(answer)[0] == 415


def test_no_refusal_repeats_what_was_sent(client, row):
    for data in (["Jane"] * 4, [*row[:3], {"Jane": 1}], "Jane", {"Jane": row}):
        for path in ("/predict", "/predict-many"):
            told = client.post(path, json={"data": data, "Jane": 1})
            assert told.status_code == 422 and "Jane" not in told.text


def test_the_examples_of_the_description_work(client):
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    [row] = schemas["Row"]["properties"]["data"]["examples"]
    assert client.post("/predict", json={"data": row}).status_code == 200
    paths = client.get("/openapi.json").json()["paths"]
    body = paths["/predict-many"]["post"]["requestBody"]["content"]["application/json"]
    [rows] = body["schema"]["properties"]["data"]["examples"]
    assert client.post("/predict-many", json={"data": rows}).status_code == 200
