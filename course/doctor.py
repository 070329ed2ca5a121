"""Look at everything that a lesson needs, and say the one thing to do first.

Written so that it runs where nothing is installed, and on a Python that is too old.
"""

import hashlib
import http.server
import importlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.request
from collections import namedtuple
from importlib import metadata
from pathlib import Path

from course._terminal import has_make, in_conda
from course.catalog import ROOT

OLDEST, NEWEST = (3, 11), (3, 14)
LOCALHOST = "127.0.0.1"
ENOUGH = 500  # MB: what a reader's notebooks, models and a copied project may take
SYSTEMS = {"L": "Linux", "M": "macOS", "W": "Windows", "O": "another system"}

# In the order in which they are mended: what comes first may mend what follows.
MEANINGS = {
    "V": "the Python version does not fit",
    "E": "it ran outside the course's environment",
    "D": "the disk is nearly full",
    "W": "a folder of the course cannot be written to",
    "P": "packages are missing or have other versions than the lock",
    "K": "the notebook kernel does not start, or belongs to another Python",
    "N": "a server on 127.0.0.1 cannot be reached",
    "X": "a proxy would take requests to 127.0.0.1",
}

Finding = namedtuple("Finding", "letter good sentence cure")


def examine(root=ROOT, note=lambda text: None):
    """Yield a Finding for each thing looked at; `note` hears what comes next."""
    for letter, title, look in [
        ("V", "Python", _python),
        ("E", "environment", _environment),
        ("P", "packages", _packages),
        ("K", "kernel", _kernel),
        ("N", "network", _network),
        ("X", "proxy", _proxy),
        ("W", "folders", _folders),
        ("D", "disk", _disk),
    ]:
        note(f"looking at the {title}")
        try:
            yield look(Path(root))
        except Exception as error:  # a doctor that falls ill helps nobody
            text = f"the {title} could not be looked at: {_line(error)}"
            yield Finding(letter, False, text, "Send this line to your instructor.")


def code(findings, root=ROOT):
    """The short code for an instructor: READY-L3.11-1a2b, or KP-L3.11-1a2b."""
    bad = {finding.letter for finding in findings if not finding.good}
    ill = "".join(letter for letter in MEANINGS if letter in bad)
    system = {"Linux": "L", "Darwin": "M", "Windows": "W"}.get(platform.system(), "O")
    major, minor = sys.version_info[:2]
    return f"{ill or 'READY'}-{system}{major}.{minor}-{_lock(Path(root))}"


def explain(text, root=ROOT):
    """Say a code in words, as a list of sentences; ValueError when it is none."""
    pattern = rf"(READY|[{''.join(MEANINGS)}]+)-([LMWO])(\d+\.\d+)-([0-9A-F]{{4}}|NONE)"
    found = re.fullmatch(pattern, text.strip().upper())
    if not found:
        raise ValueError(
            f"{text!r} is not a code of the doctor's; they look like READY-L3.11-1a2b."
        )
    ill, system, python, lock = found.groups()
    said = [f"{SYSTEMS[system]}, Python {python}"]
    if lock == "NONE":
        said.append("there is no requirements.txt in their copy of the course")
    elif lock.lower() == _lock(Path(root)):
        said.append("the same requirements.txt as yours")
    else:
        said.append("another requirements.txt than yours: one copy is not up to date")
    if ill == "READY":
        return [*said, "ready: all that was looked at is in order"]
    return said + [MEANINGS[letter] for letter in MEANINGS if letter in ill]


def _python(root):
    version, path = platform.python_version(), sys.executable
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return Finding("V", True, f"Python {version}", "")
    span = f"3.{OLDEST[1]} to 3.{NEWEST[1]}"
    return Finding(
        "V",
        False,
        f"Python {version} ({path}); the course needs {span}",
        f"Install Python {span}, then run: make lab",
    )


def _environment(root):
    own = root / ".venv"
    isolated = sys.prefix != sys.base_prefix or in_conda()
    if own.is_dir() and not isolated:
        python = Path(".venv", "Scripts" if os.name == "nt" else "bin", "python")
        return Finding(
            "E",
            False,
            f"this is {sys.executable}, not the Python of the course's .venv",
            f"Run in the course's folder: {python} -m course doctor",
        )
    return Finding("E", True, f"the environment is {sys.prefix}", "")


def _packages(root):
    cure = f"Run in the course's folder: {_install()}"
    wanted = _wanted(root)
    if wanted is None:
        text = "there is no requirements.txt in the course's folder"
        return Finding(
            "P", False, text, "Get the whole course again, into a new folder."
        )
    missing, other = [], []
    for name, version in wanted.items():
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            missing.append(name)
        else:
            if installed != version:
                other.append(f"{name} {installed} instead of {version}")
    if missing or other:
        parts = []
        if missing:
            parts.append(f"{len(missing)} of {len(wanted)} missing ({_few(missing)})")
        if other:
            parts.append(f"{len(other)} in another version ({_few(other)})")
        return Finding("P", False, f"packages: {', '.join(parts)}", cure)
    return Finding("P", True, f"{len(wanted)} packages as in requirements.txt", "")


def _wanted(root):
    """Read {name: version} of the packages that the lock wants on this machine."""
    try:
        text = (root / "requirements.txt").read_text(encoding="utf-8")
    except OSError:
        return None
    wanted = {}
    for line in text.splitlines():
        found = re.match(r"([\w.-]+)(?:\[.*?\])?==([^\s;\\]+)\s*(?:;([^\\]*))?", line)
        if found and _applies(found.group(3)):
            wanted[found.group(1)] = found.group(2)
    return wanted


def _applies(marker):
    if not marker:
        return True
    # pip's own copy serves where packaging is one of the packages that are missing.
    for module in ("packaging.markers", "pip._vendor.packaging.markers"):
        try:
            return importlib.import_module(module).Marker(marker.strip()).evaluate()
        except ImportError:
            continue
    return False


def _kernel(root):
    cure = f"Run in the course's folder: {_install()}"
    from jupyter_client import manager

    try:
        kernel, client = manager.start_new_kernel(
            startup_timeout=30, kernel_name="python3", stderr=subprocess.DEVNULL
        )
    except Exception as error:
        text = f"the kernel python3 does not start: {_line(error)}"
        return Finding("K", False, text, cure)
    try:
        prefix = _ask(client, "import sys; print(sys.prefix, end='')")
    finally:
        client.stop_channels()
        kernel.shutdown_kernel(now=True)
    if os.path.realpath(prefix) == os.path.realpath(sys.prefix):
        return Finding("K", True, "the kernel python3 starts in this environment", "")
    return Finding(
        "K",
        False,
        f"the kernel python3 belongs to {prefix}",
        f"Run: {sys.executable} -m ipykernel install --sys-prefix",
    )


def _ask(client, source):
    heard = []

    def hear(message):
        if message["msg_type"] == "stream":
            heard.append(message["content"]["text"])

    client.execute_interactive(source, timeout=20, output_hook=hear)
    return "".join(heard)


class _Hello(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.path.encode())

    def log_message(self, *args):
        pass


def _network(root):
    server = http.server.HTTPServer((LOCALHOST, 0), _Hello)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    path, port = f"/{os.urandom(8).hex()}", server.server_address[1]
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        answer = direct.open(f"http://{LOCALHOST}:{port}{path}", timeout=5).read()
        if answer != path.encode():
            raise OSError("something else answered")
    except OSError as error:
        text = f"a server on {LOCALHOST} could not be reached: {_line(error)}"
        cure = f"Ask who looks after this machine to let programs talk to {LOCALHOST}."
        return Finding("N", False, text, cure)
    finally:
        server.shutdown()
        server.server_close()
    return Finding("N", True, f"a server on {LOCALHOST} answers, on a free port", "")


def _proxy(root):
    proxies = urllib.request.getproxies()
    takes = proxies.get("http") if not urllib.request.proxy_bypass(LOCALHOST) else None
    try:
        from requests import utils
    except ImportError:
        pass
    else:
        url = f"http://{LOCALHOST}:8000"
        takes = takes or utils.select_proxy(url, utils.get_environ_proxies(url))
    if not takes:
        return Finding("X", True, f"no proxy takes requests to {LOCALHOST}", "")
    setting = "set" if os.name == "nt" else "export"
    takes = re.sub(r"//[^@/]*@", "//", takes)  # it may carry a password
    return Finding(
        "X",
        False,
        f"requests to {LOCALHOST} would go to the proxy {takes}",
        f"Run: {setting} NO_PROXY={LOCALHOST},localhost (and start Jupyter from there)",
    )


def _folders(root):
    state = Path(os.environ.get("COURSE_STATE") or root / ".course")
    bad = []
    for folder in (root / "notebooks", root / "lessons", root / "models", state):
        place = folder if folder.is_dir() else folder.parent  # where it will be made
        try:
            with tempfile.TemporaryFile(dir=str(place)):
                pass
        except OSError as error:
            bad.append(f"{folder.name}/ ({error.strerror or error})")
    if bad:
        text = f"cannot write to {', '.join(bad)}"
        cure = f"Make {root} yours to write, or copy the course into your home folder."
        return Finding("W", False, text, cure)
    text = "notebooks/, lessons/, models/ and .course/ can be written to"
    return Finding("W", True, text, "")


def _disk(root):
    free = shutil.disk_usage(str(root)).free // 10**6
    text = f"{free / 1000:.1f} GB free on the disk"
    cure = f"Free some space: {ENOUGH} MB is the least."
    return Finding("D", free >= ENOUGH, text, cure)


def _install():
    return "make lab" if has_make() else "python -m pip install -r requirements.txt"


def _lock(root):
    try:
        data = (root / "requirements.txt").read_bytes()
    except OSError:
        return "none"
    # Git on Windows may have changed the line ends; the lock is the same.
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()[:4]


def _line(error):
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def _few(names):
    return ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
