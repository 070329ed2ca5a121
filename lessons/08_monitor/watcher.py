"""A real Prometheus beside a service, in time lapse: for the lesson and for tests."""

import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import which
from socket import create_server

import requests
from time_lapse import write_settings

PROMETHEUS = which("prometheus")
# It ends when the pipe closes, however the process at its other end has ended.
GUARD = "import subprocess, sys; p = subprocess.Popen(sys.argv[1:]); "
GUARD += "sys.stdin.read(); p.kill(); p.wait()"


class Watcher:
    """A Prometheus that watches the service at `url` until close()."""

    def __init__(self, url):
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        with create_server(("127.0.0.1", 0)) as probe:
            self.at = f"127.0.0.1:{probe.getsockname()[1]}"
        file = write_settings(Path(self.folder.name), url.removeprefix("http://"))
        words = [PROMETHEUS, f"--config.file={file}", f"--web.listen-address={self.at}"]
        words += [f"--storage.tsdb.path={self.folder.name}/data", "--log.level=error"]
        command, pipe = [sys.executable, "-c", GUARD, *words], subprocess.PIPE
        self.guard = subprocess.Popen(command, stdin=pipe, start_new_session=True)

    def ask(self, path, **query):
        """What Prometheus says at /api/v1/…; requests' ConnectionError at first."""
        url = f"http://{self.at}/api/v1/{path}"
        return requests.get(url, params=query, timeout=5).json()["data"]

    def close(self):
        self.guard.communicate()
        self.folder.cleanup()
