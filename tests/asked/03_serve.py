"""Iris: all 150 flowers, one by one."""

from functools import cache

from passport import load_model
from sklearn.datasets import load_iris

NAMES = ["sepal length", "sepal width", "petal length", "petal width"]


@cache
def loaded():
    return load_model("iris", NAMES)


def cases():
    bodies = [{"data": row} for row in load_iris().data.tolist()]
    return [("/predict", body, answer("/predict", body)) for body in bodies]


def answer(path, body):
    """What the model says, as a notebook would ask it."""
    model, passport = loaded()
    [number] = model.predict([body["data"]])
    [probabilities] = model.predict_proba([body["data"]])
    return {
        "prediction": passport["classes"][number],
        "confidence": round(probabilities[number].item(), 4),
        "model": {"name": passport["name"], "version": passport["version"]},
    }
