"""The table of threats, made of the tests' results: python threats.py [-k WORD]"""

import sys
from pathlib import Path

import pytest

COLUMNS = ["", "what is protected", "from whom or what", "by what", "OWASP", "test"]


class Table:
    """Listens to pytest, and keeps a row for each test that names a threat."""

    def __init__(self):
        self.rows = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item):
        report = yield
        for marker in item.iter_markers("threat"):
            owasp, *cells = marker.args
            test = f"{item.path.stem}::{item.originalname}"
            passed, row = self.rows.setdefault(test, (True, [*cells, owasp, test]))
            self.rows[test] = (passed and report.passed, row)
        return report

    def lines(self):
        yield f"| {' | '.join(COLUMNS)} |"
        yield "|---" * len(COLUMNS) + "|"
        for passed, row in self.rows.values():
            yield f"| {'✓' if passed else '✗'} | {' | '.join(row)} |"


if __name__ == "__main__":
    table, here = Table(), Path(__file__).resolve().parent
    sys.path.insert(0, str(here))
    options = ["-p", "no:terminal", "-p", "no:cacheprovider", "--rootdir", str(here)]
    where = [str(here / "tests"), "-m", "threat"]
    code = pytest.main([*where, *options, *sys.argv[1:]], [table])
    print(*table.lines(), sep="\n")
    sys.exit(code)
