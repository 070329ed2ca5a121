"""A real server beside a notebook, which ends with the notebook's kernel."""

import atexit
import contextlib
import http.client
import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

from course._child import plain

CHILD = Path(__file__).with_name("_child.py")
# A proxy named in the environment must not be asked for this machine.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_servers = {}


class ServerFailed(RuntimeError):
    """The server did not start. The message has the lines that help, and no others."""

    def _render_traceback_(self):
        return str(self).splitlines()


def serve(folder, app=None, wait=90, port=0, without=""):
    """Start an app in a process of its own, and return once it answers.

    Calling it again for the same folder and app replaces the server. It listens on
    127.0.0.1 only, keeps this process's working directory and environment, and ends
    with this process.

    Parameters
    ----------
    folder : str or path
        Where the app's module is.
    app : str, optional
        "module:object", as uvicorn takes it. Left out: the object `app` in
        app/main.py or, where there is none, in app.py.
    wait : float
        Seconds until a server that does not answer is given up.
    port : int
        The port to listen on; 0 finds a free one.
    without : str
        A package that the app does not find, as if it were not installed.

    Returns
    -------
    Server
        With `.url`, `.log()` and `.stop()`; also a context manager.

    Raises
    ------
    ServerFailed
        There is no such app, it failed to start, or it gave no answer in time.
    """
    path, app = _find(folder, app)
    if type(port) is not int or not 0 <= port <= 65535:
        raise ServerFailed("port= is a whole number from 1 to 65535.")
    if (path, app) in _servers:
        _servers[path, app].stop()
    # Always shown, so that the cell's output does not depend on how long it takes;
    # the line after it takes its place.
    print(f"Starting {path.name} …", end="\r", flush=True)
    server = _servers[path, app] = Server(path, app, port, without)
    try:
        server._wait(wait)
    except BaseException:  # an interrupt, too
        print(flush=True)
        server._end(patience=0)
        raise
    print(f"{path.name} is listening at {server.url}", flush=True)
    if server.public:
        print(f"In your browser, behind this hub: {server.public}", flush=True)
    return server


class Server:
    """A running server: ask it at `url`, read its `log()`, `stop()` it.

    Behind JupyterHub a browser cannot reach `url`; `public` is what it opens instead.
    """

    def __init__(self, folder, app, port, without=""):
        self.name, self.url, self.public = folder.name, None, None
        self._prefix = proxied()
        self._folder, self._token = folder, secrets.token_hex(8)
        self._place = Path(tempfile.mkdtemp(prefix="course-server-"))
        self._old_log = None
        # A session of its own: interrupting the kernel must not reach the server.
        # Its end comes through the pipe, which closes however the kernel ends.
        apart = {"start_new_session": True}
        if os.name == "nt":
            flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
            apart = {"creationflags": flags}
        child = [CHILD, self._place, folder, app, str(port), self._token, self._prefix]
        child.append(without)
        with open(self._place / "server.log", "wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-u", *child],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                bufsize=0,
                env=os.environ
                | {"NO_COLOR": "1", "PYTHONIOENCODING": "utf-8:backslashreplace"},
                **apart,
            )

    def __repr__(self):
        ended = self._process.poll() is not None
        return f"<Server {self.name} {'has ended' if ended else 'at ' + str(self.url)}>"

    def __enter__(self):
        return self

    def __exit__(self, *trouble):
        self.stop()

    def log(self, wait_for="", timeout=3):
        """Return what the server has printed so far, a line for each request too.

        A line may come a moment after the response: `wait_for` names a text to wait
        for, `timeout` seconds at most.
        """
        if self._old_log is not None:
            return self._old_log
        file, end = self._place / "server.log", time.monotonic() + timeout
        while True:
            text = file.read_text(encoding="utf-8", errors="replace")
            if wait_for in text or time.monotonic() > end:
                return text
            time.sleep(0.02)

    def stop(self):
        """End the server and wait until it is gone; once is as good as twice."""
        if self._old_log is None:
            self._end(patience=5)

    def _wait(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            code = self._process.poll()  # asked first: the last news comes before
            news = self._news()
            if "failed" in news:
                raise ServerFailed(f"{self.name} did not start.\n{news['failed']}")
            if "port" in news and self._answers(news["port"]):
                self.url = f"http://127.0.0.1:{news['port']}"
                if self._prefix:
                    self.public = hub() + f"{self._prefix}{news['port']}/"
                return
            if code is not None:
                how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
                raise ServerFailed(f"{self.name} died with {how}.{self._last_lines()}")
            time.sleep(0.02)
        raise ServerFailed(
            f"{self.name} gave no answer in {seconds} seconds, so it was stopped."
            + self._last_lines()
        )

    def _news(self):
        try:
            return json.loads((self._place / "news.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}

    def _answers(self, port):
        # The token proves that it is our process, not another one on that port.
        try:
            url = f"http://127.0.0.1:{port}/{self._token}"
            with DIRECT.open(url, timeout=1) as response:
                return response.read() == self._token.encode()
        except (OSError, http.client.HTTPException):
            return False

    def _last_lines(self, most=10):
        lines = [line for line in self.log().splitlines() if "process [" not in line]
        tail = "\n".join("  " + line for line in lines[-most:])
        return plain(f"\nIts log ends with\n{tail}", self._folder) if tail else ""

    def _end(self, patience):
        with contextlib.suppress(OSError):  # it may have ended before
            self._process.stdin.write(b"x")
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdin.close()
        self._old_log = self.log()
        shutil.rmtree(self._place, ignore_errors=True)


def proxied():
    """The path below which jupyter-server-proxy serves ports; empty without a hub."""
    prefix = os.environ.get("JUPYTERHUB_SERVICE_PREFIX", "")
    return f"{prefix.rstrip('/')}/proxy/" if prefix else ""


def hub():
    """The hub's own address, where it is known; else the path below it has to do."""
    public = urllib.parse.urlsplit(os.environ.get("JUPYTERHUB_PUBLIC_URL", ""))
    if public.netloc:
        return f"{public.scheme}://{public.netloc}"
    return os.environ.get("JUPYTERHUB_HOST", "")


def _find(folder, app):
    """Return the folder's real path and the app, once its module is known to exist."""
    if not isinstance(folder, str | os.PathLike) or not str(folder):
        raise ServerFailed('serve() wants a folder, such as "../lessons/03_serve".')
    given = Path(os.path.expanduser(folder))
    if os.path.isfile(given):
        raise ServerFailed(f'"{folder}" is a file: serve() wants the folder it is in.')
    if not os.path.isdir(given):
        near = next(path for path in [*given.parents, Path(".")] if os.path.isdir(path))
        where = "Here are" if near == Path(".") else f'In "{near.as_posix()}" are'
        raise ServerFailed(f'There is no folder "{folder}". {where}: {_content(near)}.')
    if app is None:
        app = "app.main:app" if (given / "app/main.py").is_file() else "app:app"
    if not isinstance(app, str) or not re.fullmatch(
        r"(\w+\.)*\w+(?<!\.py):\w+(\.\w+)*", app
    ):
        raise ServerFailed(
            f'app="{app}" is not of the form "module:object": write "app:app" for\n'
            'the object app in the file app.py, "app.main:app" for app/main.py.'
        )
    name = app.partition(":")[0].replace(".", "/")
    if not any((given / f"{name}{end}").is_file() for end in (".py", "/__init__.py")):
        raise ServerFailed(
            f'There is no {name}.py in "{folder}". It has: {_content(given)}.'
        )
    return given.resolve(), app


def _content(folder):
    names = sorted(path.name for path in folder.iterdir() if path.name[0] not in "._")
    return ", ".join(names[:12]) + (" …" if names[12:] else "") or "nothing"


@atexit.register
def _stop_all():
    for server in _servers.values():
        server.stop()
