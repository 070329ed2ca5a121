"""The client against the real service, and against one that misbehaves."""

import pytest
import requests
from client import IrisClient
from explain import Refused
from live import live_server
from load_model import load_model
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


def seen(trouble, path):
    return requests.get(f"{trouble}/health", timeout=5).json()["seen"].get(path, 0)


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
        ([5.1, 3.5, 1.4, "wide"], '"data", item 4: Input should be a valid number'),
        ([5.1, 3.5, -1.4, 0.2], '"data", item 3: Input should be greater than 0'),
    ],
)
def test_a_refusal_is_one_sentence(iris, flower, complaint):
    with pytest.raises(Refused) as refused:
        iris.predict(flower)
    assert str(refused.value).startswith(complaint)


def test_a_bad_row_among_many_is_named(iris):
    with pytest.raises(Refused, match='"data", item 2, item 4: '):
        iris.predict_many([SETOSA, [5.1, 3.5, 1.4, 0]])


def test_a_busy_service_is_asked_again(trouble):
    assert IrisClient(f"{trouble}/busy").predict(SETOSA) == {"prediction": "setosa"}
    assert seen(trouble, "busy") == 3


def test_a_slow_service_is_given_up_and_not_asked_again(trouble):
    with pytest.raises(requests.Timeout):
        IrisClient(f"{trouble}/slow", timeout=(3, 0.3)).predict(SETOSA)
    assert seen(trouble, "slow") == 1


def test_a_broken_service_is_reported_and_not_asked_again(trouble):
    with pytest.raises(requests.HTTPError, match="500"):
        IrisClient(f"{trouble}/broken").predict(SETOSA)
    assert seen(trouble, "broken") == 1


def test_no_service_at_all(trouble):
    with pytest.raises(requests.ConnectionError):
        IrisClient("http://127.0.0.1:9", timeout=(0.5, 0.5)).predict(SETOSA)
