"""Look at everything that a lesson needs, and say the one thing to do first.

Written so that it runs where nothing is installed, and on a Python that is too old.
"""

import hashlib
import platform
import re
import sys
from pathlib import Path

from course import _look_hidden, _look_packages
from course import _look_machine as machine
from course._look import Finding, line_of
from course.catalog import ROOT

SYSTEMS = {"L": "Linux", "M": "macOS", "W": "Windows", "O": "another system"}

# In the order in which they are mended: what comes first may mend what follows.
MEANINGS = {
    "V": "the Python version does not fit",
    "E": "it ran outside the course's environment",
    "D": "the disk is nearly full",
    "W": "a folder of the course cannot be written to",
    "H": "there is no home folder, or it cannot be written to",
    "S": "a variable or a file hides packages, or changes how Python runs",
    "P": "packages are missing or have other versions than the lock",
    "K": "the notebook kernel does not start, or belongs to another Python",
    "N": "a server on 127.0.0.1 cannot be reached",
    "X": "a proxy would take requests to 127.0.0.1",
}
LOOKS = [
    ("V", "Python", machine.python),
    ("E", "environment", machine.environment),
    ("H", "home folder", machine.home),
    ("S", "variables", _look_hidden.hidden),
    ("P", "packages", _look_packages.locked),
    ("P", "extra packages", _look_packages.extras),
    ("K", "kernel", _look_packages.kernel),
    ("N", "network", machine.network),
    ("X", "proxy", machine.proxy),
    ("W", "folders", machine.folders),
    ("D", "disk", machine.disk),
]


def examine(root=ROOT, note=lambda text: None):
    """Yield a Finding for each thing looked at; `note` hears what comes next."""
    for letter, title, look in LOOKS:
        note(f"looking at the {title}")
        try:
            found = look(Path(root))
        except Exception as error:  # a doctor that falls ill helps nobody
            text = f"the {title} could not be looked at: {line_of(error)}"
            found = Finding(letter, False, text, "Send this line to your instructor.")
        if found:
            yield found


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


def _lock(root):
    try:
        data = (root / "requirements.txt").read_bytes()
    except OSError:
        return "none"
    # Git on Windows may have changed the line ends; the lock is the same.
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()[:4]
