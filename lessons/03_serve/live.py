"""A real server for tests and for the tour: it starts, answers, and is gone."""

import secrets
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import requests


def free_port():
    """A port below those that systems give out (from 32,768 on), so that it stays free
    until the server has it."""
    while True:
        port = 20_000 + secrets.randbelow(10_000)
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


@contextmanager
def live_server(app="app:app", patience=30):
    """Run uvicorn as a process of its own on a free port; yield its address.

    Raises RuntimeError when it ends early or has not answered after `patience` s.
    """
    port, folder = free_port(), str(Path(__file__).parent)
    command = [sys.executable, "-m", "uvicorn", app, "--app-dir", folder]
    command += ["--port", str(port), "--log-level", "warning"]
    with requests.Session() as session, subprocess.Popen(command) as process:
        session.trust_env = False  # a proxy has no business with 127.0.0.1
        try:
            for _ in range(patience * 20):
                if process.poll() is not None:
                    raise RuntimeError("the server ended; its last words are above")
                try:
                    session.get(f"http://127.0.0.1:{port}/health", timeout=1)
                    break
                except requests.RequestException:
                    time.sleep(0.05)
            else:
                raise RuntimeError(f"the server has not answered for {patience} s")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
