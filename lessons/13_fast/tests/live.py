"""A real server for tests and for the tour: it starts, answers, and is gone."""

import secrets
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import requests

PROJECT = Path(__file__).resolve().parent.parent


def free_port():
    """A port below those that systems give out (from 32,768 on), so that it stays free
    until the server has it."""
    while True:
        port = 20_000 + secrets.randbelow(10_000)
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


@contextmanager
def live_server(app="app.main:app", patience=120, env=None):
    """Run uvicorn as a process of its own on a free port; yield its address.

    Raises RuntimeError, with the end of its log, when it ends early or has not answered
    after `patience` seconds.
    """
    port = free_port()
    # The folder stays as it is, so that a relative MODEL_DIR means the same there.
    command = [sys.executable, "-m", "uvicorn", app, "--app-dir", str(PROJECT)]
    command += ["--port", str(port)]
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryFile() as log:
        both = {"stdout": log, "stderr": subprocess.STDOUT}
        with subprocess.Popen(command, env=env, **both) as process:
            try:
                if not answers(url, process, patience):
                    log.seek(0)
                    words = log.read().decode(errors="replace")[-2000:]
                    raise RuntimeError(f"the server did not start:\n{words}")
                yield url
            finally:
                process.terminate()


def answers(url, process, patience):
    """Wait until the server says that it is well; whether it does in time."""
    end = time.monotonic() + patience
    with requests.Session() as session:
        session.trust_env = False  # a proxy has no business with 127.0.0.1
        while process.poll() is None and time.monotonic() < end:
            try:
                return session.get(f"{url}/health", timeout=5).ok
            except requests.RequestException:
                time.sleep(0.05)
    return False
