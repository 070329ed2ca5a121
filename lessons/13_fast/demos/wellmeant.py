"""Measure the changes that were meant to make it quicker (demos/slower.py)."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from app.passport import read_passport
from demos.measure import load, running

CHANGES = {
    "two threads": {"THREADS": "2"},
    "as it is: 40 threads": {},
    "async def": {"HOW": "async"},
    "n_jobs=-1": {"HOW": "jobs"},
}


def compare(model="digits_forest", seconds=2):
    """Return {change: (answers a second, /health's p99 in ms)}, on all cores.

    While 32 clients ask for predictions without a pause, another asks /health, twenty
    times a second.
    """
    body, found = {"data": read_passport(model)["example"]}, {}
    for name, env in CHANGES.items():
        env = {"MODEL": model, **env}
        with running("demos.slower:app", body, env, cores=None) as server:
            predict, health = f"{server.url}/predict", f"{server.url}/health"
            load(predict, body, 0.3)
            with ThreadPoolExecutor(2) as both:
                asked = both.submit(load, predict, body, seconds)
                other = both.submit(load, health, None, seconds, 1, 20)
            rate = len(asked.result()) / seconds
            found[name] = rate, float(np.percentile(other.result(), 99))
    return found
