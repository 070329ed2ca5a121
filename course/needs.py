"""What a notebook starts from: need("iris.joblib", …) and need_packages(9)."""

import importlib
import json
import os
import subprocess
import sys
import threading
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def need(model, train):
    """Build the model file with the script `train` unless it is there and fits.

    The file lies in the folder that MODEL_DIR names, its passport beside it. It fits
    when it was saved with the library versions installed now.
    """
    file = Path(os.environ["MODEL_DIR"]) / model
    if not fits(file):
        done = subprocess.run([sys.executable, train], capture_output=True, text=True)
        if done.returncode:
            last = (done.stderr.strip() or "it said nothing").splitlines()[-1]
            raise RuntimeError(f"{train} could not build {model}: {last}")
    print(f"models/{model} is ready")


class PackagesMissing(RuntimeError):
    """A lesson's own packages could not be installed; the message says why."""

    def _render_traceback_(self):
        return str(self).splitlines()


def need_packages(lesson):
    """Install what only this lesson's notebook needs, from the lock, if it is missing.

    The first time it says how much it fetches, in a line that is replaced when all is
    there; what was fetched before is enough without a network. Variables that would
    send MLflow to some company's registry are dropped from this process.
    Raises PackagesMissing.
    """
    from course import _fetch, _mend, installed, locked, wheels

    for name in [name for name in os.environ if name.startswith("MLFLOW_")]:
        del os.environ[name]
    text = locked.extras()[lesson].read_text(encoding="utf-8")
    sites = installed.own_sites()
    if found := installed.differences(text, sites):
        lines = _mend.blocks(text, found)
        lock = (locked.ROOT / "uv.lock").read_text(encoding="utf-8")
        size = f"about {wheels.to_fetch(lock, lines) / 1e6:.0f} MB"
        with Fetching(f"Fetching {len(found)} packages, {size}, this once") as fetching:
            installed.forget(found, sites)
            trouble = _fetch.install(lines, sys.executable, fetching.hear)
        importlib.invalidate_caches()
        if left := installed.differences(text, sites):
            why = trouble or [f"Not there as locked: {_mend.listed(left)}."]
            raise PackagesMissing("\n".join([*why, "Is this machine online?"]))
    print(f"{', '.join(locked.asked(lesson))}: ready", flush=True)


class Fetching:
    """A line that tells how long it has taken, and is gone when it is over.

    A carriage return, not a new line, ends it: what follows takes its place, in the
    terminal, in a notebook, and for nbval, which compares what is left to be seen.
    """

    def __init__(self, text):
        self.text, self.seen, self.over = text, "", threading.Event()
        self.thread = threading.Thread(target=self.tell, daemon=True)

    def hear(self, line):
        """Show what the installer says last, in short."""
        self.seen = line.partition("\n")[0][:40]

    def tell(self):
        began = time.monotonic()
        while True:
            line = f"{self.text} … {time.monotonic() - began:.0f} s  {self.seen}"
            print(f"{line:98.98}", end="\r", flush=True)
            if self.over.wait(1):
                return

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *trouble):
        self.over.set()
        self.thread.join()
        print(" " * 98, end="\r", flush=True)


def fits(file):
    try:
        passport = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        now = {library: version(library) for library in passport["libraries"]}
        return file.exists() and passport["libraries"] == now
    except (OSError, ValueError, LookupError, PackageNotFoundError):
        return False
