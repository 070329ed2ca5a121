"""Where a server spends its time: py-spy looks into it, a few hundred times a second.

python -m demos.flame FILE.png draws the article's forest as a flame graph.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import requests
from matplotlib import pyplot as plt
from matplotlib.patches import Rectangle

from app.passport import read_passport
from demos.ladder import SLOW
from demos.measure import load
from tests.live import PROJECT, free_port

MISSING = "There is no py-spy here, or it may not look into a process of this user."
# Okabe and Ito's colours, which the colour-blind can tell apart.
COLOURS = {
    "sklearn": "#E69F00",
    "joblib": "#D55E00",
    "numpy": "#F0E442",
    "fastapi": "#56B4E9",
    "starlette": "#56B4E9",
    "pydantic": "#56B4E9",
    "uvicorn": "#009E73",
    "h11": "#009E73",
    "httptools": "#009E73",
    "anyio": "#009E73",
}
OTHER = "#BBBBBB"


class NoFlame(RuntimeError):
    """py-spy cannot look; on macOS it needs sudo."""


def stacks(app, model, seconds=2, env=(), options=SLOW):
    """Return {(frame, frame, …): samples} of a server under load; raises NoFlame."""
    if not (spy := shutil.which("py-spy", path=places())):
        raise NoFlame(MISSING)
    body, port = {"data": read_passport(model)["example"]}, free_port()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "stacks.txt")
        # Of many threads, only that one works that holds Python's lock (the GIL).
        command = [spy, "record", "--gil", "--format", "raw", "--full-filenames"]
        command += ["--rate", "200"]
        command += ["--output", str(out), "--duration", "300", "--"]
        command += [sys.executable, "-m", "uvicorn", app, "--port", str(port)]
        command += ["--app-dir", str(PROJECT), "--no-access-log", *options]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        env = os.environ | {"MODEL": model} | dict(env)
        with subprocess.Popen(command, env=env, **quiet) as process:
            url = f"http://127.0.0.1:{port}/predict"
            until_it_answers(url, body, process)
            load(url, body, seconds, clients=8)
            process.send_signal(signal.SIGINT)  # then it writes what it has seen
            process.wait(60)
        if not out.exists():
            raise NoFlame(MISSING)
        found = Counter()
        for line in out.read_text(encoding="utf-8").splitlines():
            frames, _, count = line.rpartition(" ")
            if "import_module" not in frames:  # the start is another question
                found[inner(map(short, frames.split(";")))] += int(count)
    return found


def inner(frames):
    """Return frames without those by which each thread and each event loop begins."""
    frames = list(frames)
    for number, frame in enumerate(frames):
        if frame in ("Python: Handle._run", "anyio: WorkerThread.run"):
            return tuple(frames[number:])
    return tuple(frames[-3:])


def short(frame):
    """Return "package: function" of a frame as py-spy writes it."""
    name, _, place = frame.partition(" (")
    parts = re.split(r"[/\\]", place.rsplit(":", 1)[0])
    if "site-packages" in parts:
        return f"{parts[parts.index('site-packages') + 1]}: {name}"
    return f"{Path(parts[-1]).stem if 'python3' not in place else 'Python'}: {name}"


def places():
    """Where programs are looked for: beside this Python, then on the PATH."""
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])


def until_it_answers(url, body, process):
    end = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < end:
        with suppress(requests.ConnectionError):
            return requests.post(url, json=body, timeout=9)
        time.sleep(0.05)
    raise NoFlame(MISSING)


def tree(found):
    """Return nested {frame: [samples, {…}]} from the outermost frame inwards."""
    root = {}
    for frames, count in found.items():
        level = root
        for frame in frames:
            node = level.setdefault(frame, [0, {}])
            node[0] += count
            level = node[1]
    return root


def flame(found, title):
    """Draw stacks: the outermost call at the bottom, as wide as its share of time."""
    total = sum(found.values())
    figure, axes = plt.subplots(figsize=(11, 5.5), dpi=75)

    def draw(level, left, height):
        for frame, (count, inner) in sorted(level.items()):
            width = count / total
            if width < 0.004:
                left += width
                continue
            colour = COLOURS.get(frame.partition(":")[0], OTHER)
            box = Rectangle((left, height), width, 0.9, facecolor=colour, edgecolor="w")
            axes.add_patch(box)
            letters = int(width * 135)
            if letters > 4:
                text = frame if len(frame) <= letters else frame[: letters - 1] + "…"
                axes.text(left + 0.002, height + 0.2, text, fontsize=7, clip_on=True)
            draw(inner, left, height + 1)
            left += width

    draw(tree(found), 0, 0)
    deepest = max(map(len, found))
    axes.set(xlim=(0, 1), ylim=(0, deepest), title=title, yticks=[])
    axes.set_xlabel("share of the samples")
    axes.spines[["top", "right", "left"]].set_visible(False)
    return figure


def shares(found):
    """Return {package: share of the samples in which it is innermost}, most first."""
    counts = Counter()
    for frames, count in found.items():
        counts[frames[-1].partition(":")[0]] += count
    return {name: n / counts.total() for name, n in counts.most_common()}


def look(app, model, title):
    """Draw where a server spends its time, or say that nobody may look."""
    try:
        return flame(stacks(app, model), title)
    except NoFlame as error:
        print(error)


if __name__ == "__main__":
    drawn = flame(stacks("demos.article:app", "digits_forest"), "The article's forest")
    drawn.savefig(sys.argv[1], dpi=110, bbox_inches="tight")
