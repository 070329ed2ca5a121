"""Proofs under load and faults, at length: `make soak`, or `make soak ARGS="counts"`.

Each part runs in a process of its own, in a folder of its own. test_monitor.py runs the
same in short.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from shutil import which

HERE = Path(__file__).resolve().parent
LESSONS = HERE.parent / "lessons"


def part(script, lesson, name, count):
    """What a part of _monitor.py has seen. Raises AssertionError: a broken promise."""
    with tempfile.TemporaryDirectory(prefix="course-soak-") as place:
        folder = Path(place, "models")
        folder.mkdir()
        environment = os.environ | {
            "MODEL_DIR": str(folder),
            "STORE_FILE": str(Path(place, "store.db")),
            "LOG_FILE": str(Path(place, "log")),
            "PYTHONPATH": str(LESSONS / lesson),
        }
        command = [sys.executable, str(HERE / script), name, str(count)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)


def monitor(name, count):
    return part("_monitor.py", "08_monitor", name, count)


def counts():
    """10,000 requests to four workers, and what forty scrapes tell of them."""
    return monitor("counts", 10_000)


def alarms():
    """The alert rules on 20 clean streams and on 20 with new words."""
    if not which("promtool"):
        return {"not run": "promtool is missing: https://prometheus.io/download/"}
    return monitor("alarms", 20)


PARTS = (counts, alarms)
PARTS = {part.__name__: part for part in PARTS}


def main(words):
    unknown = sorted(set(words) - set(PARTS))
    if unknown:
        sys.exit(f"There is no {', '.join(unknown)}; there are: {', '.join(PARTS)}")
    for name in words or PARTS:
        print(PARTS[name].__doc__, flush=True)
        began = time.perf_counter()
        for what, seen in PARTS[name]().items():
            print(f"{what:>34} {seen}")
        print(f"{'seconds':>34} {time.perf_counter() - began:.0f}", flush=True)


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    main(sys.argv[1:])
