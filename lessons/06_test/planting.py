"""Plant a fault in a copy of this project, and see which of its tests notice it."""

import shutil
import sys
import tempfile
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

HERE = Path(__file__).parent


class Failed(set):
    """A plugin for pytest that collects the files in which a test failed."""

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.add(Path(report.fspath).name)


def noticed(tests, models, file, old, new):
    """Return those of the test files that fail when `old` is `new` in `file`."""
    failed = Failed()
    with tempfile.TemporaryDirectory() as room:
        skip = shutil.ignore_patterns("models", ".*", "__pycache__")
        copy = shutil.copytree(HERE, Path(room, "copy"), ignore=skip)
        if file != "fitting.py":  # else the copy has to train a model of its own
            shutil.copytree(models, copy / "models")
        source = (copy / file).read_text(encoding="utf-8")
        assert source.count(old) == 1, f"{file} does not have {old!r} once"
        (copy / file).write_text(source.replace(old, new), encoding="utf-8")
        for path in HERE.glob("*.py"):  # only the libraries stay imported
            sys.modules.pop(path.stem, None)
        options = ["--tb=no", "-p", "no:cacheprovider"]
        with redirect_stdout(StringIO()):
            pytest.main(options + [str(copy / test) for test in tests], [failed])
        sys.path.remove(str(copy))
    return set(failed)
