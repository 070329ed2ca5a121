"""The client against the real service."""

import numpy as np
import pytest
import requests
from client import QuickClient, Refused
from sklearn.datasets import load_iris


@pytest.fixture(scope="module")
def service(server):
    return QuickClient(server)


def test_one_row_and_many_are_answered_alike(service):
    rows = load_iris().data[::10]
    each = [service.predict(row)["prediction"] for row in rows.tolist()]
    assert service.predict_many(rows) == each
    assert service.predict_many(rows.tolist()) == each


def test_the_services_own_example(service, row):
    assert service.example() == row
    assert service.predict(row)["prediction"] == "setosa"


def test_a_refusal_says_why(service, row):
    with pytest.raises(Refused, match=r"#/data: .* at least 4 items"):
        service.predict(row[:3])
    with pytest.raises(Refused, match=r"no \.npy file of 1 to 10,000 rows"):
        service.predict_many([row[:3]])
    with pytest.raises(Refused, match="a finite number"):
        service.predict_many([[np.nan] * 4])


def test_no_service_at_all(row):
    with pytest.raises(requests.ConnectionError):
        QuickClient("http://127.0.0.1:9", timeout=(0.5, 0.5)).predict(row)


def test_an_answer_that_is_none(service, monkeypatch):
    monkeypatch.setattr(service, "url", service.url + "/health?")
    with pytest.raises(requests.RequestException):
        service.predict([1])
