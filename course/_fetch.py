"""Fetch and install: with uv, which is quick, or else with pip.

Their settings are taken from the course, but for what says how to reach an index.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from course import locked
from course._places import BIN, PYTHON, STATE, say
from course._settings import own

# Started from an activated .venv, that Python would vanish when .venv is made anew.
BASE = getattr(sys, "_base_executable", None) or sys.executable
SAFE = ["--require-hashes", "--only-binary=:all:", "--no-deps"]
# What pip is told about the way to an index; all else (prefix, target, user, …) would
# install somewhere else, or something else, than the course means.
PIP_NETWORK = re.compile(
    r"^(?:global|install|:env:)\.((?:extra-)?index-url|find-links|no-index|trusted-host"
    r"|(?:client-)?cert|proxy|(?:default-)?timeout|cache-dir|keyring-provider)=(.+)$"
)
UV_NETWORK = re.compile(
    r"UV_(DEFAULT_INDEX|(EXTRA_)?INDEX|FIND_LINKS|(NO_)?CACHE|NATIVE_TLS|SYSTEM_CERTS"
    r"|INSECURE_HOST|HTTP|REQUEST_TIMEOUT|KEYRING|LINK_MODE|CONCURRENT|OFFLINE)"
)


def watched(command, env=None, hear=None):
    """Run a command; return whether it succeeded, and all its lines.

    `hear` is called with each line; what is large is said if it is None.
    """
    process = subprocess.Popen(
        [str(word) for word in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=own(os.environ) if env is None else env,
    )
    lines = []
    for line in process.stdout:
        lines.append(line.strip()[:200])
        if hear:
            hear(lines[-1])
        elif re.match(r"Downloading .*Mi?B|Prepared |Installed ", lines[-1]):
            say("  " + lines[-1])
    return process.wait() == 0, lines


def install(text, python=PYTHON, hear=None):
    """Install the packages of `text`, lines of a lock, whatever is there of them.

    Return the lines that say why not: empty when all went well.
    """
    with tempfile.TemporaryDirectory(prefix="course-fetch-") as folder:
        file = Path(folder, "requirements.txt")
        file.write_text(text, "utf-8")
        done, lines = by_uv(file, python, hear)
        if not done:
            if lines:
                (hear or say)("\n".join(["uv could not install the packages:", *lines]))
            (hear or say)("pip installs them instead, which takes a minute or two.")
            words = ["install", *SAFE, "--force-reinstall", "-r", file]
            done, lines = pip(python, *words, hear=hear)
    return [] if done else lines[-4:] or ["pip said nothing."]


def remove(names, python=PYTHON):
    """Uninstall packages."""
    uv = find_uv()
    if uv and watched([uv, "pip", "uninstall", "--python", python, *names])[0]:
        return
    pip(python, "uninstall", "--yes", *names)


# --- uv ------------------------------------------------------------------------------


def find_uv():
    """The path of uv, or None."""
    here = os.pathsep.join([str(STATE / "uv" / "bin"), str(BIN), str(Path(sys.prefix))])
    return shutil.which("uv") or shutil.which("uv", path=here)


def fetch_uv():
    """Fetch uv with pip; both together are ten times as quick as pip alone."""
    pin = STATE / "uv.txt"
    pin.write_text(locked.uv_pin(), "utf-8")
    shutil.rmtree(STATE / "uv", ignore_errors=True)
    _, lines = pip(BASE, "install", *SAFE, "--target", STATE / "uv", "-r", pin)
    return find_uv() or say("\n".join(["uv could not be fetched:", *lines[-2:]]))


def by_uv(file, python, hear):
    uv = find_uv()
    if not uv and python == PYTHON:  # another environment's pip has all it needs
        uv = fetch_uv()
    if not uv:
        return False, []
    command = [
        uv,
        "pip",
        "install",
        "--python",
        python,
        *SAFE,
        "--reinstall",
        "-r",
        file,
    ]
    env = uv_settings()
    # What was fetched before is enough, say, on a train, for a course that was moved.
    # Your own uv.toml may name the only index that answers, so it gets its turn last.
    for more in (["--offline", "--no-config"], ["--no-config"], []):
        done, lines = watched([*command, *more], env, hear)
        if done:
            return True, lines
    return False, lines[-4:]


def uv_settings():
    """What uv does not find by itself: the index and certificate that pip is told."""
    told = pip_settings(BASE)
    env = own(os.environ)
    env = {
        name: value
        for name, value in env.items()
        if not name.startswith("UV_") or (value and UV_NETWORK.match(name))
    }
    env["UV_PYTHON_DOWNLOADS"] = "never"
    for key, name in (
        ("PIP_INDEX_URL", "UV_DEFAULT_INDEX"),
        ("PIP_CERT", "SSL_CERT_FILE"),
    ):
        if key in told:
            env.setdefault(name, told[key])
    cache = env.get("UV_CACHE_DIR") or env.get("XDG_CACHE_HOME") or env.get("HOME")
    if cache and os.path.exists(cache) and os.stat(cache).st_dev != device(PYTHON):
        env["UV_LINK_MODE"] = "copy"  # from one disk to another, links would warn
    return env


def device(path):
    while not os.path.exists(path):
        path = os.path.dirname(path)
    return os.stat(path).st_dev


# --- pip -----------------------------------------------------------------------------


def pip_settings(owner):
    """What pip's files and variables say about the way to an index, as variables."""
    found = {}
    env = {k: v for k, v in own(os.environ).items() if not k.startswith("PIP_")}
    env |= {k: v for k, v in os.environ.items() if k.startswith("PIP_")}
    for line in watched([owner, "-m", "pip", "config", "list"], env, str)[1]:
        if setting := PIP_NETWORK.match(line):
            name = "PIP_" + setting[1].upper().replace("-", "_")
            found[name] = str(ast.literal_eval(setting[2]))
    return found


def pip_owner(python):
    """A Python that has pip to install with, `python` or the one that made it."""
    for each in (BASE, python):
        if watched([each, "-m", "pip", "--version"], hear=str)[0]:
            return each
    return python if watched([python, "-m", "ensurepip"], hear=str)[0] else None


def pip(python, *words, hear=None):
    """Let pip do something in the environment of `python`."""
    owner = pip_owner(python)
    if not owner:
        return False, [f"{BASE} has neither pip nor uv to install with.", DEBIAN]
    env = {k: v for k, v in own(os.environ).items() if not k.startswith("PIP_")}
    env |= pip_settings(owner)
    env |= {"PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "1", "PIP_NO_INPUT": "1"}
    env |= {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    # .venv may have no pip of its own, so another Python's pip works on it.
    other = [] if owner == python else ["--python", python]
    return watched([owner, "-m", "pip", *other, *words], env, hear)


DEBIAN = """On Debian and Ubuntu, install what is missing and start again:
    sudo apt install python3-venv python3-pip"""
