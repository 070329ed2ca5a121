"""Iris: all 150 flowers, one by one and in one request."""

from importlib import import_module

one = import_module("asked.03_serve")


def cases():
    one_by_one = one.cases()
    rows = [body["data"] for _, body, _ in one_by_one]
    answers = [answer for *_, answer in one_by_one]
    return [*one_by_one, ("/predict-many", {"data": rows}, answers)]


def answer(path, body):
    if path == "/predict-many":
        return [one.answer("/predict", {"data": row}) for row in body["data"]]
    return one.answer(path, body)


def through_the_client(url, cases):
    from client import IrisClient

    client = IrisClient(url)
    for path, body, expected in cases:
        ask = client.predict_many if path.endswith("many") else client.predict
        assert ask(body["data"]) == expected, body
    return len(cases)
