"""nginx and the service's workers, as processes that end with this one."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

import requests

from gateway.files import write_all

PROJECT = Path(__file__).resolve().parent.parent
WAIT = 120  # seconds for a start
MISSING = (
    "There is no nginx here. On Debian and Ubuntu: sudo apt install nginx; with "
    "Homebrew: brew install nginx; with conda: conda install -c conda-forge nginx."
)


class GatewayError(RuntimeError):
    """It did not start; the message says why."""


def nginx():
    """Return nginx's path; raises GatewayError, which says how to get it."""
    if found := shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin"):
        return found
    raise GatewayError(MISSING)


def free_port():
    """A port below those that systems give out (from 32,768 on), so that it stays free
    until the server has it."""
    while True:
        port = 20_000 + secrets.randbelow(10_000)
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


# The other end of its standard input is held by this process alone: when this one is
# gone, even by kill -9, it closes, and the group ends.
GUARD = "import os, sys; sys.stdin.read(); os.killpg(0, 15)"


class Gateway:
    """A context manager: nginx on a high port, before two workers of the service.

    `url` is its address, `authority` the certificate to trust, `folder` has the logs.
    Settings are those of `write_all`.
    """

    def __init__(self, port=0, workers=2, **settings):
        self.program, self.port = nginx(), port or free_port()
        self.place = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.folder = Path(self.place.name).resolve()
        self.ports = [free_port() for _ in range(workers)]
        self.authority = write_all(self.folder, self.port, self.ports, **settings)
        self.url, self.ending = f"https://localhost:{self.port}", threading.Event()
        self.workers, self.front, self.guardian = {}, None, None

    def __enter__(self):
        return self.start()

    def __exit__(self, *error):
        self.close()

    def start(self):
        """Start all of it and wait until it answers; raises GatewayError."""
        command = [sys.executable, "-c", GUARD]
        self.guardian = subprocess.Popen(
            command, stdin=subprocess.PIPE, process_group=0
        )
        try:
            for port in self.ports:
                self.workers[port] = self.worker(port)
            command = [self.program, "-p", self.folder, "-c", "nginx.conf"]
            command += ["-e", self.folder / "error.log", "-g", "daemon off;"]
            self.front = self.started(command, "nginx.out")
            for port in self.ports:
                self.until_it_answers(f"http://127.0.0.1:{port}/health", port)
            self.until_it_answers(f"{self.url}/api/health", "nginx")
        except BaseException:
            self.close()
            raise
        threading.Thread(target=self.watch, daemon=True).start()
        return self

    def close(self):
        """End all of it, and leave nothing behind; a second time does nothing."""
        self.ending.set()
        running = [one for one in (self.front, *self.workers.values()) if one]
        for process in running:
            process.terminate()
        for process in running:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if self.guardian:
            self.guardian.kill()
            self.guardian.communicate()
        self.place.cleanup()

    def worker(self, port):
        """Start one process of the service; it believes the gateway and nobody else."""
        command = [sys.executable, "-m", "uvicorn", "app.main:app", "--port", str(port)]
        # The folder stays as it is, so that a relative MODEL_DIR means the same there.
        command += ["--app-dir", str(PROJECT), "--root-path", "/api", "--proxy-headers"]
        command += ["--forwarded-allow-ips", "127.0.0.1"]
        return self.started(command, f"worker-{port}.out")

    def started(self, command, log):
        with open(self.folder / log, "ab") as out:
            how = {"stdin": subprocess.DEVNULL, "stdout": out, "stderr": out}
            return subprocess.Popen(command, process_group=self.guardian.pid, **how)

    def watch(self):
        """Start a worker again that has died."""
        while not self.ending.wait(0.2):
            for port, process in list(self.workers.items()):
                if process.poll() is not None and not self.ending.is_set():
                    self.workers[port] = self.worker(port)

    def client(self):
        """Return a session of requests that trusts the gateway's authority."""
        session = requests.Session()
        # The environment may name other authorities (REQUESTS_CA_BUNDLE), and a proxy.
        session.trust_env, session.verify = False, str(self.authority)
        return session

    def reload(self):
        """Let nginx read its configuration again, without losing a request."""
        self.front.send_signal(signal.SIGHUP)

    def until_it_answers(self, url, name):
        end = time.monotonic() + WAIT
        with self.client() as session:
            while time.monotonic() < end:
                with suppress(requests.RequestException):
                    if session.get(url, timeout=5).ok:
                        return
                processes = [self.front, *self.workers.values()]
                if any(one and one.poll() is not None for one in processes):
                    break
                time.sleep(0.05)
        raise GatewayError(f"{name} did not start:\n{self.words()[-2000:]}")

    def words(self):
        """Return what all processes have said."""
        files = [*self.folder.glob("*.out"), self.folder / "error.log"]
        return "".join(
            one.read_text("utf-8", "replace") for one in files if one.exists()
        )
