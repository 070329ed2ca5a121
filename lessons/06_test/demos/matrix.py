"""Which kind of test notices which fault? python -m demos.matrix [FIRST LAST]

Each fault of faults.py is planted in a copy of the project, and all kinds of tests are
run there. An X means that a test of this kind failed.
"""

import os
import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from functools import partial
from importlib import import_module
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from app.passport import MODELS
from demos.faults import FAULTS, PIPELINE
from demos.running import copy_to

KINDS = {
    "mocked": "demos/mocked_suite.py",
    "unit": "tests/test_unit.py",
    "app": "tests/test_app.py",
    "contract": "tests/test_contract.py",
    "property": "tests/test_properties.py",
    "behaviour": "tests/test_behaviour.py",
    "golden": "tests/test_golden.py",
}
LIBRARIES = ["fastapi.testclient", "schemathesis", "sklearn.linear_model"]
OURS = {"app", "tests", "demos", "training", "train", "client"}


settings.register_profile(
    "unshrunk",
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
)


class Failed:
    """A plugin for pytest that collects the files in which a test failed."""

    def __init__(self):
        self.files = set()

    def pytest_pycollect_makemodule(self):
        # After conftest.py has set its own: a failure is enough, however large its
        # example is.
        settings.load_profile("unshrunk")

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.files.add(Path(report.fspath).name)


def noticed(tests, models, file, old, new):
    """Return the names of those test files that fail when `old` is `new` in `file`.

    `tests` and `file` are relative to the project, `models` is where its model lies.
    """
    failed = Failed()
    with tempfile.TemporaryDirectory() as room:
        copy = copy_to(room)
        if file != PIPELINE:  # else the copy has to train a model of its own
            shutil.copytree(models, copy / "models")
        source = (copy / file).read_text(encoding="utf-8")
        assert source.count(old) == 1, f"{file} does not have {old!r} once"
        (copy / file).write_text(source.replace(old, new), encoding="utf-8")
        for name in list(sys.modules):  # only the libraries stay imported
            if name.partition(".")[0] in OURS:
                del sys.modules[name]
        options = ["--tb=no", "-p", "no:cacheprovider", "--rootdir", str(copy)]
        before = sys.path[:]
        sys.path.insert(0, str(copy))
        with redirect_stdout(StringIO()):
            code = pytest.main(options + [str(copy / test) for test in tests], [failed])
        sys.path[:] = before
    assert code in (0, 1), f"pytest itself failed, with {code!r}"
    return failed.files


def row(name, cells):
    """Return a line of the table."""
    return (f"{name:35}" + "".join(f"{cell:^10}" for cell in cells)).rstrip()


if __name__ == "__main__":
    print(row("", KINDS))
    os.environ["MODEL_DIR"] = ""  # each copy brings its own model
    first, last = map(int, sys.argv[1:] or (1, len(FAULTS)))
    names, *changes = zip(*FAULTS[first - 1 : last], strict=True)
    test = partial(noticed, list(KINDS.values()), MODELS)
    for library in LIBRARIES:  # once, where processes inherit what is imported
        import_module(library)
    with ProcessPoolExecutor(2) as pool:
        for name, files in zip(names, pool.map(test, *changes), strict=True):
            marks = [
                "X" if Path(kind).name in files else "." for kind in KINDS.values()
            ]
            print(row(name, marks), flush=True)
