"""What each look of the doctor's returns, and the commands that its cures name."""

import os
import shlex
import shutil
import sys
from collections import namedtuple
from pathlib import Path

from course._terminal import has_make

# A cure that is a command follows "Run: ", as it is to be typed, to the end.
Finding = namedtuple("Finding", "letter good sentence cure")


def quoted(path):
    """A path as it is typed in the shell."""
    text = str(path)
    if os.name == "nt":
        return f'"{text}"' if " " in text else text
    return shlex.quote(text)


def this_python():
    """How to type the Python that runs this: `python`, where that is the one."""
    for name in ("python", "python3"):
        found = shutil.which(name)
        # Not resolved: an environment's Python is a link to the one that made it.
        if found and os.path.abspath(found) == os.path.abspath(sys.executable):
            return name
    return quoted(sys.executable)


def set_up(root):
    """The command that puts the packages right, where this Python looks for them."""
    course_s = os.path.realpath(sys.prefix) == os.path.realpath(str(root / ".venv"))
    isolated = sys.prefix != sys.base_prefix
    if has_make() and shutil.which("make") and (course_s or not isolated):
        return "make lab"
    return f"{this_python()} -m course mend"


def in_folder(root, command):
    """The cure as a sentence: where to type it is said where it may not be clear."""
    here = Path.cwd() == root
    return f"Run: {command}" if here else f"Run: cd {quoted(root)} && {command}"


def unset(*names):
    if os.name == "nt":
        return " & ".join(f"set {name}=" for name in names)
    return "unset " + " ".join(names)


def export(**values):
    if os.name == "nt":
        return " & ".join(f"set {name}={value}" for name, value in values.items())
    return "export " + " ".join(f"{n}={shlex.quote(v)}" for n, v in values.items())


def line_of(error):
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def few(names):
    return ", ".join(names[:3]) + (", …" if len(names) > 3 else "")


def read(file):
    """A file's text, or None where it cannot be read."""
    try:
        return Path(file).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
