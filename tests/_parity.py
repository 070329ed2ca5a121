"""Ask one lesson's model for the same rows in several ways.

    python tests/_parity.py FOLDER [URL]

Without a URL it asks the lesson's app through the test client, and through a server
of its own. It prints how many answers each way gave, and fails at the first that
differs from the model's. It needs no more than the lesson's own requirements.
"""

import os
import sys
from pathlib import Path

# How a notebook predicts, for each lesson that has an app:
# a list of (path to post to, body, the answer that the model itself gives).


def iris(many=False):
    from load_model import load_model
    from sklearn.datasets import load_iris

    names = ["sepal length", "sepal width", "petal length", "petal width"]
    model, passport = load_model("iris", names)
    rows, answers = load_iris().data.tolist(), []
    for row in rows:
        [number], [probabilities] = model.predict([row]), model.predict_proba([row])
        answers.append(
            {
                "prediction": passport["classes"][number],
                "confidence": round(probabilities[number].item(), 4),
                "model": {"name": passport["name"], "version": passport["version"]},
            }
        )
    one_by_one = list(zip(["/predict"] * 150, rows, answers, strict=True))
    cases = one_by_one + ([("/predict-many", rows, answers)] if many else [])
    return [(path, {"data": data}, answer) for path, data, answer in cases]


CASES = {"03_serve": iris, "04_call": lambda: iris(many=True)}


def through_the_client(url, cases):
    """Lessons with a client of their own: it gives the same, too."""
    from client import IrisClient

    client, count = IrisClient(url), 0
    for path, body, expected in cases:
        ask = client.predict_many if path.endswith("many") else client.predict
        assert ask(body["data"]) == expected, body
        count += 1
    return count


def ask(session, url, cases):
    for path, body, expected in cases:
        answer = session.post(url + path, json=body)
        assert (answer.status_code, answer.json()) == (200, expected), (body, answer)
    return len(cases)


def main(folder, url=None):
    sys.path.insert(0, folder)
    lesson = Path(folder).name
    if lesson not in CASES:
        sys.exit(f"say in tests/_parity.py how the notebook of {lesson} predicts")
    cases = CASES[lesson]()
    assert cases

    if url:
        report(folder, url, cases)
        return
    from app import app
    from fastapi.testclient import TestClient
    from live import live_server

    with TestClient(app) as client:
        print("test client", ask(client, "", cases))
    with live_server() as url:
        report(folder, url, cases)


def report(folder, url, cases):
    import requests

    session = requests.Session()
    session.trust_env = False  # a proxy has no business with 127.0.0.1
    print("HTTP", ask(session, url, cases))
    if os.path.exists(os.path.join(folder, "client.py")):
        print("client", through_the_client(url, cases))


if __name__ == "__main__":
    main(*sys.argv[1:])
