"""POST /predict-image: a form or a whole body, one answer; refusals in one shape."""

import asyncio

import pytest

from app.decoding import MAX_BYTES
from app.dependencies import AT_ONCE, RAW
from tests.pictures import REFUSED, SECRET, TAKEN, file, three

PICTURE = file(three())
PATH = "/predict-image"


def in_a_form(client, data, name="a.png", kind="image/png"):
    return client.post(PATH, files={"file": (name, data, kind)})


def as_body(client, data, kind="image/png"):
    return client.post(PATH, content=data, headers={"Content-Type": kind})


def refusal(answer):
    """Return (status, sentence) of a problem+json."""
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == answer.status_code
    return told["status"], told["detail"]


def test_the_answer(client):
    told = in_a_form(client, PICTURE).json()
    assert told["prediction"] == "3" and 0.9 < told["confidence"] <= 1
    assert told["top"][0] == {"digit": "3", "probability": told["confidence"]}
    chances = [guess["probability"] for guess in told["top"]]
    assert len(chances) == 3 and chances == sorted(chances, reverse=True)
    assert told["distance"] < told["limit"] and told["seen"] is None
    assert told["model"]["name"] == "digits"


@pytest.mark.parametrize("name", TAKEN)
def test_a_form_and_a_body_have_the_same_answer(client, name):
    data = TAKEN[name]()
    by_form, by_body = in_a_form(client, data), as_body(client, data)
    assert by_form.status_code == by_body.status_code == 200
    assert by_form.json() == by_body.json()
    assert by_form.json()["prediction"] == "3"


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_refused_both_ways(client, name):
    status, make = REFUSED[name]
    data = make()
    by_form, by_body = in_a_form(client, data), as_body(client, data)
    assert refusal(by_form) == refusal(by_body)
    assert by_form.status_code == status


@pytest.mark.parametrize("kind", RAW)
def test_the_bytes_count_and_not_the_type(client, kind):
    assert as_body(client, TAKEN["a jpeg"](), kind).json()["prediction"] == "3"
    assert refusal(as_body(client, b"%PDF-1.7", kind))[0] == 415


def test_the_type_in_a_form_counts_as_little(client):
    for kind in ("application/pdf", "text/html", "image/heic", "x"):
        assert in_a_form(client, PICTURE, "a.pdf", kind).json()["prediction"] == "3"


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "image/heic", ""])
def test_a_body_of_another_type(client, kind):
    status, sentence = refusal(as_body(client, PICTURE, kind))
    assert status == 415 and "multipart/form-data" in sentence


def test_what_the_model_saw(client):
    told = client.post(
        PATH, params={"seen": True}, files={"file": ("a", PICTURE)}
    ).json()
    assert len(told["seen"]) == 8 and all(len(row) == 8 for row in told["seen"])
    assert max(map(max, told["seen"])) == 16
    odd = client.post(PATH, params={"seen": "perhaps"}, files={"file": ("a", PICTURE)})
    assert refusal(odd)[0] == 422


def test_no_file(client):
    for form in (
        {"files": {"picture": ("a.png", PICTURE)}},
        {"data": {"file": "a.png"}, "files": {"other": ("a", b"")}},
    ):
        assert refusal(client.post(PATH, **form))[0] == 422
    missing = client.post(PATH, files={"picture": ("a.png", PICTURE)})
    assert refusal(missing)[1] == "#/file: this field is missing"
    # As requests sends data= without files=: a form of another kind.
    assert refusal(client.post(PATH, data={"file": "a.png"}))[0] == 422
    assert refusal(client.post(PATH, data={"picture": "a.png"}))[0] == 415
    assert refusal(client.post(PATH))[0] == 415


def test_two_files(client):
    both = [("file", ("a.png", PICTURE)), ("file", ("b.png", PICTURE))]
    status, sentence = refusal(client.post(PATH, files=both))
    assert status == 400 and "Maximum number of files is 1" in sentence


def test_a_form_that_is_none(client):
    headers = {"Content-Type": "multipart/form-data"}
    assert refusal(client.post(PATH, content=PICTURE, headers=headers))[0] == 400
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    assert refusal(client.post(PATH, content=b"--x\r\n", headers=headers))[0] in (
        400,
        422,
    )


def test_more_than_five_megabytes(client):
    large = PICTURE + bytes(MAX_BYTES + 20_000)
    told = (413, "The body is larger than this service takes.")
    assert refusal(in_a_form(client, large)) == told
    assert refusal(as_body(client, large)) == told
    assert refusal(as_body(client, iter([large[:90_000], large[90_000:]]))) == told


def test_exactly_five_megabytes(client):
    padded = PICTURE + bytes(MAX_BYTES - len(PICTURE))
    assert in_a_form(client, padded).json()["prediction"] == "3"


def test_no_place_gets_free(client, monkeypatch):
    monkeypatch.setattr("app.dependencies.PATIENCE", 0.05)
    monkeypatch.setitem(client.app_state, "places", asyncio.Semaphore(0))
    answer = in_a_form(client, PICTURE)
    assert refusal(answer)[0] == 503 and answer.headers["retry-after"] == "1"


def test_every_place_is_given_back(client):
    for name in ("a png", "grey"):
        assert in_a_form(client, TAKEN[name]()).status_code == 200
    for name in ("half a png", "empty", "one colour", "a text"):
        for _ in range(AT_ONCE + 1):
            assert in_a_form(client, REFUSED[name][1]()).status_code != 503
    assert in_a_form(client, PICTURE).status_code == 200


def test_health(client):
    assert client.get("/health").json()["status"] == "ok"
    assert client.head("/health").status_code == 200


def test_the_description_has_both_ways(client):
    described = client.get("/openapi.json").json()
    content = described["paths"][PATH]["post"]["requestBody"]["content"]
    assert {"multipart/form-data", "image/png", "image/jpeg"} <= content.keys()


def test_nothing_that_was_sent_comes_back(client):
    name = SECRET.decode()
    for data in (PICTURE, b"no picture", TAKEN["a comment"](), as_sent(SECRET)):
        answer = in_a_form(client, data, name, f"image/{name}")
        assert name not in answer.text and name not in str(answer.headers)


def as_sent(text):
    return b"\x89PNG\r\n\x1a\n" + text
