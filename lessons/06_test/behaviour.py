"""What the model can do, as a table, and every case that it fails.

python behaviour.py; with --accept the failures become the known ones.
"""

import sys

from analyser import Analyser
from cases import cases
from judging import KNOWN, failures, line


def table(analyser):
    """Return lines: kind, capability, tests, failures, share passed, an example."""
    every, failed = list(cases()), failures(analyser)
    lines = [f"{'kind':8} {'capability':17} tests failed passed  for example"]
    for kind, name in dict.fromkeys(case[:2] for case in every):
        tests = sum(case[:2] == (kind, name) for case in every)
        bad = [case for case in failed if case[:2] == (kind, name)]
        share = 1 - len(bad) / tests
        example = bad[0][2 if kind == "minimum" else 3] if bad else ""
        row = f"{kind:8} {name:17} {tests:5} {len(bad):6} {share:6.0%}  {example}"
        lines.append(row.rstrip())
    return lines


if __name__ == "__main__":
    analyser = Analyser()
    found = [line(case) for case in failures(analyser)]
    if "--accept" in sys.argv:
        KNOWN.write_text("\n".join([*found, ""]), encoding="utf-8", newline="\n")
    print(*table(analyser), "", *found, sep="\n")
