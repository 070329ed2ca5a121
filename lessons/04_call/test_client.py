"""The client against the real service, and against one that misbehaves."""

import pytest
import requests
from client import IrisClient
from explain import Refused
from live import live_server
from passport import load_model
from predictor import FEATURES
from sklearn.datasets import load_iris

SETOSA = [5.1, 3.5, 1.4, 0.2]


@pytest.fixture(scope="module")
def iris(trained):
    with live_server() as url:
        yield IrisClient(url)


@pytest.fixture(scope="module")
def trouble():
    with live_server("trouble:app") as url:
        yield url


def asked(trouble, path):
    """Return when a trouble was asked for: a list of seconds."""
    return requests.get(f"{trouble}/health", timeout=5).json()["asked"].get(path, [])


def test_a_slash_at_the_end_of_the_address_does_no_harm(iris):
    assert IrisClient(f"{iris.url}/").predict(SETOSA)["prediction"] == "setosa"


def test_a_clear_setosa(iris):
    answer = iris.predict(SETOSA)
    assert answer["prediction"] == "setosa" and 0.9 < answer["confidence"] <= 1
    assert answer["model"] == {"name": "iris", "version": "1"}


def test_many_answers_are_those_of_the_model_in_order(iris):
    model, passport = load_model("iris", FEATURES)
    data = load_iris().data
    expected = [passport["classes"][i] for i in model.predict(data)]
    answers = iris.predict_many(data.tolist())
    assert [answer["prediction"] for answer in answers] == expected


@pytest.mark.parametrize(
    ("flower", "complaint"),
    [
        ([5.1, 3.5, 1.4], '"data": List should have at least 4 items'),
        (
            [5.1, 3.5, 1.4, "wide"],
            '"data", measurement 4: Input should be a valid',
        ),
        (
            [5.1, 3.5, 1.4, "0.2"],
            '"data", measurement 4: Input should be a valid',
        ),
        (
            [True, 3.5, 1.4, 0.2],
            '"data", measurement 1: Input should be a valid',
        ),
        (
            [5.1, 3.5, -1.4, 0.2],
            '"data", measurement 3: Input should be greater',
        ),
    ],
)
def test_a_refusal_is_one_sentence(iris, flower, complaint):
    with pytest.raises(Refused) as refused:
        iris.predict(flower)
    assert str(refused.value).startswith(complaint)


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        ([5.1, 3.5, 1.4, 0], '"data", row 2, measurement 4: Input should be greater'),
        ([5.1, 3.5, 1.4], '"data", row 2: List should have at least 4 items'),
    ],
)
def test_a_bad_row_among_many_is_named(iris, bad, complaint):
    with pytest.raises(Refused) as refused:
        iris.predict_many([SETOSA, bad])
    assert str(refused.value).startswith(complaint)


def test_a_busy_service_is_asked_again_after_a_pause(trouble):
    assert IrisClient(f"{trouble}/busy").predict(SETOSA) == {"prediction": "setosa"}
    times = asked(trouble, "busy")
    assert len(times) == 3 and times[2] - times[1] > 0.15  # 0.2, as the client counts


def test_an_hour_is_longer_than_the_caller_allows(trouble):
    client = IrisClient(f"{trouble}/closed", timeout=(3, 0.5))
    with pytest.raises(requests.HTTPError, match="503"):
        client.predict(SETOSA)
    times = asked(trouble, "closed")
    assert len(times) == 4 and times[1] - times[0] > 0.4


def test_a_pause_that_cannot_be_read_is_a_refusal(trouble):
    with pytest.raises(Refused, match="when to come back, unreadably"):
        IrisClient(f"{trouble}/unclear").predict(SETOSA)


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("login", r"\(200\) is text/html.*, and not JSON"),
        ("empty", r"\(200\) is empty"),
    ],
)
def test_an_answer_that_is_no_json_is_a_refusal(trouble, path, complaint):
    with pytest.raises(Refused, match=complaint):
        IrisClient(f"{trouble}/{path}").predict(SETOSA)


def test_json_that_is_no_prediction_is_a_refusal(iris):
    with pytest.raises(Refused, match="no prediction"):
        iris.post("/predict", SETOSA, list, [])


def test_a_slow_service_is_given_up_and_not_asked_again(trouble):
    with pytest.raises(requests.Timeout):
        IrisClient(f"{trouble}/slow", timeout=(3, 0.3)).predict(SETOSA)
    assert len(asked(trouble, "slow")) == 1


def test_one_number_is_for_both_waits(trouble):
    with pytest.raises(requests.Timeout):
        IrisClient(f"{trouble}/slow", timeout=0.3).predict(SETOSA)


def test_a_broken_service_is_reported_and_not_asked_again(trouble):
    with pytest.raises(requests.HTTPError, match="500"):
        IrisClient(f"{trouble}/broken").predict(SETOSA)
    assert len(asked(trouble, "broken")) == 1


def test_no_service_at_all(trouble):
    with pytest.raises(requests.ConnectionError):
        IrisClient("http://127.0.0.1:9", timeout=(0.5, 0.5)).predict(SETOSA)


def test_no_proxy_is_asked_for_this_machine(iris, monkeypatch):
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # where nobody listens
    assert IrisClient(iris.url).predict(SETOSA)["prediction"] == "setosa"


def test_a_proxy_is_asked_for_other_machines(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with pytest.raises(requests.exceptions.ProxyError):
        IrisClient("http://iris.invalid", timeout=(0.5, 0.5)).predict(SETOSA)


def test_a_client_that_offers_http2_gets_the_same_answer(iris):
    """As Java's client and `curl --http2` do, with the body in the same request."""
    offer = {"Upgrade": "h2c", "HTTP2-Settings": "AAMAAABkAAQAAP__"}
    offer["Connection"] = "Upgrade, HTTP2-Settings"
    body, url = {"data": SETOSA}, f"{iris.url}/predict"
    answer = requests.post(url, json=body, headers=offer, timeout=10)
    assert answer.status_code == 200, answer.text
    assert answer.json() == iris.predict(SETOSA)
