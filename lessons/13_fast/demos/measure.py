"""Start a server, ask it under load, and note rate, percentiles, memory and start.

Where the machine has two cores or more, the server has the first one for itself and the
load comes from the last.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import psutil
import requests

from tests.live import PROJECT, free_port

PIN = (
    "import os, sys; os.sched_setaffinity(0, {%s}); os.execv(sys.argv[1], sys.argv[1:])"
)
PATIENCE = 120  # seconds


def command(core, *words):
    """Return a command for Python, on some cores where they can be chosen."""
    if core is None or not hasattr(os, "sched_setaffinity") or os.cpu_count() == 1:
        return [sys.executable, *words]
    return [sys.executable, "-c", PIN % core, sys.executable, *words]


@dataclass
class Running:
    url: str
    process: subprocess.Popen
    start: float  # seconds until the first right answer

    def megabytes(self):
        """Memory of all its processes."""
        return sum(each.memory_info().rss for each in self.family()) / 2**20

    def computed(self):
        """Seconds that all its processes have computed so far, on any core."""
        times = [each.cpu_times() for each in self.family()]
        return sum(each.user + each.system for each in times)

    def family(self):
        one = psutil.Process(self.process.pid)
        return [one, *one.children(recursive=True)]


@contextmanager
def running(app, body, env=(), options=(), cores="0"):
    """Start uvicorn with an app; yields a Running that has answered once."""
    port = free_port()
    words = ["-m", "uvicorn", app, "--app-dir", str(PROJECT), "--port", str(port)]
    words += ["--no-access-log", *options]
    began = time.perf_counter()
    with tempfile.TemporaryFile() as log:
        both = {"stdout": log, "stderr": subprocess.STDOUT}
        env = os.environ | dict(env)
        with subprocess.Popen(command(cores, *words), env=env, **both) as process:
            try:
                url = f"http://127.0.0.1:{port}"
                until_it_answers(url, body, process, log)
                yield Running(url, process, time.perf_counter() - began)
            finally:
                process.terminate()


def until_it_answers(url, body, process, log):
    end = time.monotonic() + PATIENCE
    with requests.Session() as session:
        session.trust_env = False
        while process.poll() is None and time.monotonic() < end:
            try:
                answer = session.post(f"{url}/predict", json=body, timeout=9)
                if answer.status_code == 200:
                    return
            except requests.ConnectionError:
                time.sleep(0.005)
    log.seek(0)
    words = log.read().decode(errors="replace")[-2000:]
    raise RuntimeError(f"the server did not start:\n{words}")


def load(url, body=None, seconds=2, clients=32, rate=None):
    """Ask an address under load; return the milliseconds of each answer, an array."""
    words = ["-m", "demos.load", url, *([json.dumps(body)] if body else [])]
    words += ["--seconds", str(seconds), "--clients", str(clients)]
    words += ["--rate", str(rate)] if rate else []
    last = (os.cpu_count() or 1) - 1
    done = subprocess.run(
        command(last, *words), cwd=PROJECT, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    told = json.loads(done.stdout)
    if set(told["statuses"]) != {"200"}:
        raise RuntimeError(f"not only answers: {told['statuses']}")
    return np.array(told["took"])
