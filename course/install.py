"""Make .venv match the lock, and mend what has changed in it since."""

import contextlib
import json
import shutil
import time

from course import _fetch, _mend, installed, locked, wheels
from course._places import PYTHON, ROOT, STATE, VENV, VERSIONS, WINDOWS, say, stop
from course._places import version as version_of

STAMP = VENV / "course.json"


def stamp():
    """What the last set-up wrote: {} while .venv is made, None if there is none."""
    try:
        return json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return None


def usable():
    """Whether .venv can be built upon: complete, not moved, its Python unchanged."""
    made = stamp()
    if made is None:  # somebody else made it, an editor say: good if its Python is
        return version_of(PYTHON) in VERSIONS
    return made.get("where") == str(VENV) and made.get("python") == version_of(PYTHON)


def wrong(group):
    """{name: what is wrong} in .venv, by what lies there and not by any stamp."""
    sites, python = installed.site_packages(VENV), installed.python_of(VENV)
    return _mend.wrong(locked.text(group), sites, python)


def current(group):
    same = (stamp() or {}).get(group) == locked.fingerprint(group)
    return same and usable() and not wrong(group)


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
    if not usable():
        make_venv()
    made = {"where": str(VENV), "python": version_of(PYTHON)}
    before = stamp() or {}
    STAMP.write_text(json.dumps(made))
    found = wrong(group)
    announce(group, found, mended=before.get(group) == locked.fingerprint(group))
    sites, python = installed.site_packages(VENV), installed.python_of(VENV)
    text = locked.text(group)
    if trouble := _mend.put_right(text, found, sites, PYTHON, python):
        stop("\n".join([*trouble, FAILED]))
    # The proofs' environment holds all that a reader needs.
    holds = {"test": ("test", "all", "lab"), "all": ("all", "lab")}.get(group, (group,))
    made |= {name: locked.fingerprint(name) for name in holds}
    STAMP.write_text(json.dumps(made))
    say(f"Ready after {time.monotonic() - began:.0f} s.")


FAILED = """The packages could not be fetched; the lines above say why.
Is this machine online, and is there room on its disk? Behind a company's proxy,
set HTTPS_PROXY or pip's own configuration. Then start again."""


def announce(group, found, mended):
    """Say what is fetched, or what is not as the lock has it and is put right."""
    if mended and found:
        say(f"Not as the lock has it, and put right: {_mend.listed(found)}.")
    lines = _mend.blocks(locked.text(group), found, installed.python_of(VENV))
    if not lines:
        return
    fetched = lines + ("" if _fetch.find_uv() else locked.uv_pin())
    size = wheels.to_fetch((ROOT / "uv.lock").read_text("utf-8"), fetched)
    say(
        f"Setting up in .venv: about {size / 1e6:.0f} MB to fetch, this once "
        "(less where uv keeps some from before)."
    )


def make_venv():
    if VENV.is_dir():
        say("What is in .venv is incomplete or from elsewhere; it is made anew.")
        shutil.rmtree(VENV)
    # pip would take four seconds; uv brings it along with the rest. Not on Windows.
    pip_too = [] if WINDOWS else ["--without-pip"]
    with contextlib.suppress(OSError):
        VENV.mkdir()
        STAMP.write_text("{}")  # a .venv that was interrupted in the making
    done, lines = _fetch.watched([_fetch.BASE, "-m", "venv", *pip_too, VENV])
    if not done:
        why = f"{_fetch.BASE} cannot make an environment."
        stop("\n".join([*lines[-3:], why, _fetch.DEBIAN]))
