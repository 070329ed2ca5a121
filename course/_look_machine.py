"""The doctor looks at the machine: Python, folders, disk, 127.0.0.1."""

import getpass
import http.server
import os
import platform
import re
import shutil
import socket
import struct
import sys
import tempfile
import threading
import urllib.request
from pathlib import Path

from course._look import Finding, export, in_folder, line_of, quoted
from course._settings import HERE, at_home, is_home, near
from course._terminal import in_conda

OLDEST, NEWEST = (3, 11), (3, 14)
LOCALHOST = HERE[0]
ENOUGH = 500  # MB: what a reader's notebooks, models and a copied project may take


def python(root):
    version, path = platform.python_version(), sys.executable
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return Finding("V", True, f"Python {version}", "")
    span = f"3.{OLDEST[1]} to 3.{NEWEST[1]}"
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        if shutil.which(f"python3.{minor}"):
            cure = in_folder(root, f"make lab PYTHON=python3.{minor}")
            break
    else:
        cure = f"Install Python {span} from https://www.python.org/downloads/ first."
    text = f"Python {version} ({path}); the course needs {span}"
    return Finding("V", False, text, cure)


def environment(root):
    isolated = sys.prefix != sys.base_prefix or in_conda()
    own = Path(".venv", "Scripts" if os.name == "nt" else "bin", "python")
    if not isolated and (root / ".venv").is_dir():
        text = f"this is {sys.executable}, not the Python of the course's .venv"
        return Finding("E", False, text, in_folder(root, f"{own} -m course doctor"))
    return Finding("E", True, f"the environment is {sys.prefix}", "")


def home(root):
    given = os.environ.get("COURSE_HOME", os.environ.get("HOME", ""))
    if os.name == "nt" or is_home(given):
        return None
    text = f"the home folder, {given or 'HOME'}, is not there or not yours to write"
    if not given:
        text = "no home folder is set (HOME)"
    place = at_home({"HOME": ""})["HOME"]
    return Finding("H", False, text, "Run: " + export(HOME=place))


class _Hello(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.path.encode())

    def log_message(self, *args):
        pass


def network(root):
    server = http.server.HTTPServer((LOCALHOST, 0), _Hello)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    path, port = f"/{os.urandom(8).hex()}", server.server_address[1]
    try:
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        answer = direct.open(f"http://{LOCALHOST}:{port}{path}", timeout=5).read()
        if answer != path.encode():
            raise OSError("something else answered")
    except OSError as error:
        text = f"a server on {LOCALHOST} could not be reached: {line_of(error)}"
        return Finding("N", False, text, _loopback())
    finally:
        server.shutdown()
        server.server_close()
    return Finding("N", True, f"a server on {LOCALHOST} answers, on a free port", "")


def _loopback():
    """On Linux the loopback itself may be switched off, as in some containers."""
    up = True
    if sys.platform == "linux":
        import fcntl

        request = struct.pack("16sh", b"lo", 0)
        with socket.socket() as any_socket:
            answer = fcntl.ioctl(any_socket, 0x8913, request)  # SIOCGIFFLAGS
        up = struct.unpack("16sh", answer)[1] & 1
    if up or not shutil.which("ip"):
        return f"Ask who looks after this machine to let programs talk to {LOCALHOST}."
    sudo = "" if os.geteuid() == 0 else "sudo "
    return f"Run: {sudo}ip link set lo up"


def proxy(root):
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
    takes = re.sub(r"//[^@/]*@", "//", takes)  # it may carry a password
    text = f"requests to {LOCALHOST} would go to the proxy {takes}"
    # What is excepted already stays so, under both names that programs read.
    env = near({n: v for n, v in os.environ.items() if n.lower() == "no_proxy"})
    return Finding("X", False, text, "Run: " + export(**env))


def folders(root):
    state = Path(os.environ.get("COURSE_STATE") or root / ".course")
    bad, places = [], []
    for folder in (root / "notebooks", root / "lessons", root / "models", state):
        place = folder if folder.is_dir() else folder.parent  # where it will be made
        try:
            with tempfile.TemporaryFile(dir=str(place)):
                pass
        except OSError as error:
            bad.append(f"{folder.name}/ ({error.strerror or error})")
            places.append(place)
    if bad:
        text = f"cannot write to {', '.join(bad)}"
        return Finding("W", False, text, _writable(root, places))
    text = "notebooks/, lessons/, models/ and .course/ can be written to"
    return Finding("W", True, text, "")


def _writable(root, places):
    if os.name == "nt":
        return "Copy the course into a folder of your own, and go on there."
    if all(place.exists() and place.stat().st_uid == os.geteuid() for place in places):
        names = " ".join(sorted({quoted(place) for place in places}))
        return f"Run: chmod -R u+rwX {names}"
    return f"Run: sudo chown -R {quoted(getpass.getuser())} {quoted(root)}"


def disk(root):
    free = shutil.disk_usage(str(root)).free // 10**6
    text = f"{free / 1000:.1f} GB free on the disk"
    cure = f"Free some space: {ENOUGH} MB is the least."
    return Finding("D", free >= ENOUGH, text, cure)
