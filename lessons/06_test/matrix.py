"""Which kind of test notices which fault? python matrix.py"""

import os
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from faults import FAULTS
from load_model import MODELS
from planting import noticed

KINDS = {
    "unit": "test_verdict.py",
    "app": "test_app.py",
    "contract": "test_contract.py",
    "property": "test_properties.py",
    "behaviour": "test_behaviour.py",
    "golden": "test_golden.py",
}


def row(name, cells):
    """A line of the table."""
    return (f"{name:36}" + "".join(f"{cell:^10}" for cell in cells)).rstrip()


if __name__ == "__main__":
    print(row("", KINDS))
    os.environ["MODEL_DIR"] = ""  # each copy brings its own model
    names, *changes = zip(*FAULTS, strict=True)
    test = partial(noticed, list(KINDS.values()), MODELS)
    with ProcessPoolExecutor(2) as pool:
        for name, files in zip(names, pool.map(test, *changes), strict=True):
            marks = ["X" if file in files else "." for file in KINDS.values()]
            print(row(name, marks), flush=True)
