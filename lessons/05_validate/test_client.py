"""The client against the real service."""

import pytest
import requests
from client import Refused, TumourClient
from live import live_server


@pytest.fixture(scope="module")
def clinic():
    with live_server() as url:
        yield TumourClient(url)


def test_an_answer_for_each_sample(clinic, sample):
    [one, two] = clinic.diagnose([sample, sample | {"mean_area": 9.0e2}])
    assert one["answer"] == "benign" and one["reasons"] == []
    assert two["probability_malignant"] > one["probability_malignant"]


def test_options_are_passed_on(clinic, sample):
    [doubtful] = clinic.diagnose([sample], miss_cost=1000)
    assert doubtful["answer"] == "refer to a doctor"


def test_a_refusal_names_each_place(clinic, sample):
    with pytest.raises(Refused, match="#/samples/1/mean_area: a number") as refused:
        clinic.diagnose([sample, sample | {"mean_area": "big", "mean_texture": None}])
    assert "#/samples/1/mean_texture" in str(refused.value)


def test_too_much_is_refused_in_words(clinic, sample):
    with pytest.raises(Refused, match="larger than this service takes"):
        clinic.diagnose([sample] * 5000)


def test_no_service_at_all(sample):
    with pytest.raises(requests.ConnectionError):
        TumourClient("http://127.0.0.1:9", timeout=(0.5, 0.5)).diagnose([sample])
