"""Where the environment lies, which Pythons will do, and how set-up says so.

Old Pythons must be able to read this file, to say that they are too old.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STATE = ROOT / ".course"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
VERSIONS = ("3.14", "3.13", "3.12", "3.11")


def say(text):
    print(text, flush=True)


def stop(text):
    say(text)
    sys.exit(1)


def version(python):
    """`3.13`, as that Python says it, or None where it does not start."""
    ask = "import sys; print('%d.%d' % sys.version_info[:2])"
    command = [str(python), "-I", "-S", "-c", ask]
    try:
        answer = subprocess.check_output(command, stderr=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        return None
    return answer.decode().strip()
