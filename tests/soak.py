"""Proofs under load and faults, at length: `make soak`, or `make soak ARGS="counts"`.

Each part runs in a process of its own, in a folder of its own. test_monitor.py,
test_training.py and test_versions.py run the same in short.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from shutil import which

from _repo import first_and_last, lessons
from bench import chosen

HERE = Path(__file__).resolve().parent
LESSONS = HERE.parent / "lessons"
# A small disk, in a place of our own that nobody else sees (Linux).
ALONE = ["unshare", "--user", "--map-root-user", "--mount"]
SMALL = 'mount -t tmpfs -o size=4m none "$MODEL_DIR" && exec "$0" "$@"'


def part(script, lesson, name, count, small=False):
    """What a part of a script has seen, on a disk of 4 MB if it is to be `small`.

    Raises AssertionError: a broken promise.
    """
    with tempfile.TemporaryDirectory(prefix="course-soak-") as place:
        folder = Path(place, "models")
        folder.mkdir()
        files = {"STORE_FILE": "store.db", "LOG_FILE": "log", "KEYS_FILE": "keys.json"}
        files |= {"JOURNAL_FILE": "journal", "MODEL_DIR": "models"}
        environment = os.environ | {
            **{name: str(Path(place, file)) for name, file in files.items()},
            "PYTHONPATH": str(LESSONS / lesson),
        }
        command = [sys.executable, str(HERE / script), name, str(count)]
        if small:
            command = [*ALONE, "sh", "-c", SMALL, *command]
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, first_and_last(done.stdout + done.stderr)
        return json.loads(done.stdout)


monitor = partial(part, "_monitor.py", "08_monitor")
versions = partial(part, "_versions.py", "09_version")
training = partial(part, "_training.py")


def counts():
    """10,000 requests to four workers, and what forty scrapes tell of them."""
    return monitor("counts", 10_000)


def alarms():
    """The alert rules on 20 clean streams and on 20 with new words."""
    if not which("promtool"):
        return {"not run": "promtool is missing: https://prometheus.io/download/"}
    return monitor("alarms", 20)


def swaps():
    """10,000 requests while the champion changes 20 times."""
    return versions("swaps", 10_000)


def workers():
    """100 times kill -9 of one of two workers, under load (about four minutes)."""
    return versions("kill_a_worker", 100)


def publishers():
    """kill -9 of a process that publishes and moves labels, at 100 random moments."""
    return versions("kill_a_publisher", 100)


def disk():
    """A disk that is full while models are published, 20 times."""
    return versions("full_disk", 20, small=True)


def bits():
    """1,000 files with one flipped bit."""
    return versions("flips", 1000)


def trainings():
    """For each lesson 100 kills while it saves, 5 while it trains, and 5 full disks."""
    each = [name for name in lessons() if name >= "02"]
    return {lesson: training(lesson, "fails", 100) for lesson in each}


PARTS = (counts, alarms, swaps, workers, publishers, disk, bits, trainings)
PARTS = {part.__name__: part for part in PARTS}


def main(words):
    for prove in chosen(words, PARTS):
        began = time.perf_counter()
        for what, seen in prove().items():
            print(f"{what:>34} {seen}")
        print(f"{'seconds':>34} {time.perf_counter() - began:.0f}", flush=True)


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    main(sys.argv[1:])
