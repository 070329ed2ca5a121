"""What the worst picture costs that is taken: in memory and in time, as ratios."""

import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.decoding import decode
from tests.pictures import TAKEN, bomb, file, largest, moving, three

PROJECT = Path(__file__).resolve().parent.parent
# The peak of a new process: before, and when it has unpacked the picture.
PEAK = """
import re, sys
from pathlib import Path
from app.decoding import PictureError, decode
from app.preprocessing import preprocess

def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])

data, before = Path(sys.argv[1]).read_bytes(), peak()
try:
    preprocess(decode(data))
except PictureError:
    pass
print(peak() - before)
"""
on_linux = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="memory is read as Linux tells it"
)


def peak(data, folder):
    """Return how many MB of memory a picture (bytes) takes, in a process of its own."""
    path = folder / "picture"
    path.write_bytes(data)
    command = [sys.executable, "-c", PEAK, str(path)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return int(done.stdout) / 1024


@on_linux
@pytest.mark.parametrize("kind", ["png", "webp"])
def test_the_largest_picture_takes_at_most_300_megabytes(tmp_path, kind):
    data = largest()
    if kind == "webp":
        data = file(three((4000, 4000)), "WEBP", quality=50, method=0)
    assert peak(data, tmp_path) < 300


@on_linux
@pytest.mark.parametrize("make", [bomb, lambda: moving("GIF", 1000)])
def test_a_bomb_takes_next_to_nothing(tmp_path, make):
    assert peak(make(), tmp_path) < 10


def test_the_largest_picture_takes_no_more_than_100_times_an_ordinary_one():
    ordinary, worst = TAKEN["large"](), largest()
    ratios = []
    for _ in range(3):
        times = []
        for data in (ordinary, worst):
            start = time.process_time()
            decode(data)
            times.append(time.process_time() - start)
        ratios.append(times[1] / times[0])
    assert statistics.median(ratios) < 100
