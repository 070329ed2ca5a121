"""Ten thousand rows in one request: python -m demos.many

As JSON to the article's server; as JSON and as .npy to this one.
"""

import http.client
import io
import json
import statistics
import sys
import time
from contextlib import ExitStack

import numpy as np

from app.dependencies import NPY
from app.passport import read_passport
from demos.ladder import SLOW, quick
from demos.measure import running

ROWS = 10_000


def table(passport, rows=ROWS):
    """Return made-up rows within what the model has seen, the same each time."""
    dice = np.random.default_rng(0)
    low, high = ([f[end] for f in passport["features"]] for end in ("min", "max"))
    return dice.uniform(low, high, (rows, len(low))).round(1)


def npy(rows):
    """Return an array as the bytes of a .npy file of float32."""
    file = io.BytesIO()
    np.save(file, rows.astype(np.float32))
    return file.getvalue()


def ways(rows):
    """Return {name: (headers, body)}."""
    text = json.dumps({"data": rows.tolist()}).encode()
    as_json, as_npy = {"Content-Type": "application/json"}, {"Content-Type": NPY}
    return {
        "the article's server, JSON": (as_json, text),
        "JSON": (as_json, text),
        "JSON, answered as .npy": (as_json | {"Accept": NPY}, text),
        ".npy, answered as .npy": (as_npy | {"Accept": NPY}, npy(rows)),
    }


def compare(model="iris_linear", times=20):
    """Return {name: milliseconds of a request}, medians, asked in turns."""
    passport = read_passport(model)
    example, found = {"data": passport["example"]}, {}
    with ExitStack() as stack:
        start, env = stack.enter_context, {"MODEL": model}
        article = start(running("demos.article:app", example, env, SLOW))
        more, options = quick()
        this = start(running("app.main:app", example, env | more, options))
        asked = ways(table(passport))
        for _ in range(times):
            for name, (headers, body) in asked.items():
                server = article if name.startswith("the article") else this
                found.setdefault(name, []).append(once(server.url, headers, body))
    return {name: statistics.median(took) for name, took in found.items()}


def once(url, headers, body):
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=60)
    connection.connect()
    began = time.perf_counter()
    connection.request("POST", "/predict-many", body, headers)
    answer = connection.getresponse()
    answer.read()
    took = 1000 * (time.perf_counter() - began)
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{answer.status} instead of an answer")
    return took


if __name__ == "__main__":
    for model in sys.argv[1:] or ["iris_linear", "digits_forest"]:
        found = compare(model)
        first = next(iter(found.values()))
        for name, took in found.items():
            print(f"{model:14}{name:28}{took:8.1f} ms{first / took:7.1f}×")
