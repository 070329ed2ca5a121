"""Make .venv match the lock: with uv, which is quick, or else with pip."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

from course import wheels
from course.environment import (
    BIN,
    PYTHON,
    ROOT,
    VENV,
    VERSIONS,
    WINDOWS,
    say,
    stop,
    version,
)

STATE = ROOT / ".course"
STAMP = VENV / "course.json"
LOCKED = {"lab": ROOT / "requirements.txt", "test": ROOT / "requirements-test.txt"}
# Started from an activated .venv, that Python would vanish when .venv is made anew.
BASE = sys._base_executable or sys.executable
SAFE = ["--require-hashes", "--only-binary=:all:", "--no-deps"]
# Other packages ask for these with an extra. The pip that comes with Python 3.11 counts
# a pin only if it names the extra as well; else it stops as soon as a newer one is out.
EXTRAS = {"bleach": "css", "coverage": "toml", "jsonschema": "format-nongpl"}


def stamp():
    """What the last set-up wrote: {} while it is under way, None if there is none."""
    try:
        return json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return None


def fingerprint(group):
    return hashlib.sha256(LOCKED[group].read_bytes()).hexdigest()


def usable():
    """Whether .venv can be built upon: complete, not moved, its Python unchanged."""
    made = stamp()
    if made is None:  # somebody else made it, an editor say: good if its Python is
        return version(PYTHON) in VERSIONS
    return made.get("where") == str(VENV) and made.get("python") == version(PYTHON)


def current(group):
    return (stamp() or {}).get(group) == fingerprint(group) and usable()


def ensure(group):
    """Make the environment match the lock; a fraction of a second where it does."""
    if current(group):
        return
    try:
        STATE.mkdir(exist_ok=True)
        turn = (STATE / "setup.lock").open("w")
    except OSError as error:
        stop(
            f"{ROOT} cannot be written to ({error.strerror}).\n"
            "Copy the course to a folder of your own, and start there."
        )
    with turn:
        wait_for(turn)
        if not current(group):
            set_up(group)


def wait_for(turn):
    """Two set-ups at once would each take the other's work for an interrupted one."""
    try:
        import fcntl
    except ImportError:  # Windows
        return
    try:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Another set-up is under way in this folder; waiting for it.")
        fcntl.flock(turn, fcntl.LOCK_EX)
    except OSError:  # a file system without locks
        pass


def set_up(group):
    began = time.monotonic()
    uv = find_uv()
    fetched = LOCKED[group].read_text("utf-8") + ("" if uv else uv_pin())
    size = wheels.to_fetch((ROOT / "uv.lock").read_text("utf-8"), fetched)
    say(
        f"Setting up in .venv: about {size / 1e6:.0f} MB to fetch, this once "
        "(less where uv keeps some from before)."
    )
    if not usable():
        make_venv()
    STAMP.write_text("{}")  # what is interrupted from here on is seen by this
    if not (by_uv(uv or fetch_uv(), group) or by_pip(group)):
        stop(
            "The packages could not be fetched; the lines above say why.\n"
            "Is this machine online, and is there room on its disk? Behind a company's "
            "proxy,\nset HTTPS_PROXY or pip's own configuration. Then start again."
        )
    done = {"where": str(VENV), "python": version(PYTHON)}
    # The proofs' environment holds all that a reader needs.
    done |= {name: fingerprint(name) for name in {"lab", group}}
    STAMP.write_text(json.dumps(done))
    say(f"Ready after {time.monotonic() - began:.0f} s.")


def make_venv():
    if VENV.is_dir():
        say("What is in .venv is incomplete or from elsewhere; it is made anew.")
        shutil.rmtree(VENV)
    # pip would take four seconds; uv brings it along with the rest. Not on Windows.
    pip_too = [] if WINDOWS else ["--without-pip"]
    done, lines = watched([BASE, "-m", "venv", *pip_too, VENV])
    if not done:
        stop("\n".join([*lines[-3:], f"{BASE} cannot make an environment.", DEBIAN]))


DEBIAN = """On Debian and Ubuntu, install what is missing and start again:
    sudo apt install python3-venv python3-pip"""


def watched(command, env=None):
    """Run a command, show what is large; whether it succeeded, and all its lines."""
    process = subprocess.Popen(
        [str(word) for word in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=os.environ | (env or {}),
    )
    lines = []
    for line in process.stdout:
        lines.append(line.strip()[:200])
        if re.match(r"Downloading .*Mi?B|Prepared |Installed ", lines[-1]):
            say("  " + lines[-1])
    return process.wait() == 0, lines


# --- uv ------------------------------------------------------------------------------


def find_uv():
    here = os.pathsep.join([str(STATE / "uv" / "bin"), str(BIN)])
    return shutil.which("uv") or shutil.which("uv", path=here)


def uv_pin():
    """uv's version and hashes, as locked."""
    text = LOCKED["test"].read_text("utf-8")
    return re.search(r"^uv==.*\n(    --hash=.*\n)+", text, re.M).group()


def fetch_uv():
    """Fetch uv with pip; both together are ten times as quick as pip alone."""
    pin = STATE / "uv.txt"
    pin.write_text(uv_pin(), "utf-8")
    shutil.rmtree(STATE / "uv", ignore_errors=True)
    _, lines = pip("install", *SAFE, "--retries=1", "--target", STATE / "uv", "-r", pin)
    return find_uv() or say("\n".join(["uv could not be fetched:", *lines[-2:]]))


def by_uv(uv, group):
    if not uv:
        return False
    command = [uv, "pip", "install", "--python", PYTHON, *SAFE, "-r", LOCKED[group]]
    settings = uv_settings()
    # What was fetched before is enough, say, on a train, for a course that was moved.
    done, lines = watched([*command, "--offline"], settings)
    if not done:
        done, lines = watched(command, settings)
    if not done:
        say("\n".join(["uv could not install the packages:", *lines[-4:]]))
    return done


def uv_settings():
    """What uv does not find by itself: the index and certificate that pip is told."""
    told = "\n".join(watched([BASE, "-m", "pip", "config", "list"])[1])
    settings = {"UV_PYTHON_DOWNLOADS": "never"}
    for key, name in (("index-url", "UV_DEFAULT_INDEX"), ("cert", "SSL_CERT_FILE")):
        if found := re.search(rf"^[\w:]+\.{key}='(.+)'", told, re.M):
            settings[name] = os.environ.get(name, found[1])
    if Path.home().stat().st_dev != ROOT.stat().st_dev:
        settings["UV_LINK_MODE"] = "copy"  # from one disk to another, links would warn
    return settings


# --- pip -----------------------------------------------------------------------------


@cache
def pip_owner():
    """A Python that has pip: the base, or .venv with the pip bundled with Python."""
    for python in (BASE, PYTHON):
        if watched([python, "-m", "pip", "--version"])[0]:
            return python
    if watched([PYTHON, "-m", "ensurepip"])[0]:
        return PYTHON
    return stop(f"{BASE} has neither pip nor uv to install with.\n{DEBIAN}")


def pip(*words):
    quiet = {"DISABLE_PIP_VERSION_CHECK": "1", "NO_INPUT": "1"}
    quiet |= {"ROOT_USER_ACTION": "ignore", "REQUIRE_VIRTUALENV": "0", "USER": "0"}
    quiet = {f"PIP_{name}": value for name, value in quiet.items()}
    return watched([pip_owner(), "-m", "pip", *words], quiet)


def by_pip(group):
    say("pip installs them instead, which takes a minute or two.")
    # .venv may have no pip of its own, so another Python's pip works on it.
    words = ["--python", PYTHON, "install", *SAFE, "--retries=1", "-r", LOCKED[group]]
    done, lines = pip(*words)
    if not done:
        say("\n".join(lines[-4:]))
    return done


# --- for maintainers -----------------------------------------------------------------


def exports(uv):
    """Each requirements file that the lock is exported to, with what it must hold."""
    export = [uv, "export", "--frozen", "--quiet", "--no-annotate", "--no-header"]
    wanted = {path: [group] for group, path in LOCKED.items()}
    for folder in sorted(ROOT.glob("lessons/[0-9][0-9]_*")):
        group = f"lesson-{folder.name[:2]}"
        wanted[folder / "requirements.txt"] = [group, "--no-hashes"]
    texts = {}
    for path, words in wanted.items():
        command = [*export, "--only-group", *words]
        text = subprocess.check_output(command, cwd=ROOT, encoding="utf-8")
        note = "These versions were tested together."
        if path in LOCKED.values():
            note = "Exported from uv.lock by `make lock`."
            for name, extra in EXTRAS.items():
                text = re.sub(rf"^{name}==", f"{name}[{extra}]==", text, flags=re.M)
        texts[path] = f"# {note}\n{text}"
    return texts


def lock(words):
    """Lock again, keeping what still fits (`--upgrade` does not), and export."""
    STATE.mkdir(exist_ok=True)
    uv = find_uv() or fetch_uv() or sys.exit(1)
    if subprocess.call([uv, "lock", *words], cwd=ROOT):
        sys.exit(1)
    for path, text in exports(uv).items():
        path.write_bytes(text.encode())
        say(f"{path.relative_to(ROOT)}: {text.count('==')} packages")
