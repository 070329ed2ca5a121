"""How the notebook of lesson 13 gets its answers from scikit-learn itself."""

from functools import cache

from sklearn.datasets import load_iris

from app.passport import load_model

NAMES = ["sepal_length", "sepal_width", "petal_length", "petal_width"]


@cache
def loaded():
    return load_model("iris_linear", NAMES)


def answer(path, body):
    """The answer to a valid body: one row, or many of them."""
    model, passport = loaded()
    name = {"name": passport["name"], "version": passport["version"]}
    if path == "/predict-many":
        found = [passport["classes"][number] for number in model.predict(body["data"])]
        return {"predictions": found, "model": name}
    [probabilities] = model.predict_proba([body["data"]])
    best = probabilities.argmax()
    confidence = round(probabilities[best].item(), 4)
    about = {"confidence": confidence, "model": name}
    return {"prediction": passport["classes"][best], **about}


def cases():
    rows = load_iris().data.tolist()
    asked = [("/predict", {"data": row}) for row in rows]
    asked.append(("/predict-many", {"data": rows}))
    return [(path, body, answer(path, body)) for path, body in asked]


def through_the_client(url, cases):
    from client import QuickClient

    client = QuickClient(url)
    for path, body, expected in cases:
        if path == "/predict-many":
            assert client.predict_many(body["data"]) == expected["predictions"]
        else:
            assert client.predict(body["data"]) == expected
    return len(cases)
