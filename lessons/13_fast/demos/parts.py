"""httptools and uvloop, in a folder of their own: python -m demos.parts

uvicorn takes them wherever it finds them, and loses bodies then; so only a server that
is started with app/protocol.py gets to see that folder.
"""

import re
import subprocess
import sys
from contextlib import suppress

from app.passport import MODELS
from tests.live import PROJECT

PINS = PROJECT / "requirements-quick.txt"
WANTED = re.compile(r"^(httptools|uvloop)==([^\s;]+)", re.MULTILINE)
FOLDER = MODELS / f"parts-{sys.platform}-{sys.version_info[0]}.{sys.version_info[1]}"


def parts():
    """Return the folder, filled from the network the first time; None without it."""
    wanted = [match[0] for match in WANTED.finditer(PINS.read_text(encoding="utf-8"))]
    if sys.platform == "win32":  # there is no uvloop
        wanted = wanted[:1]
    if not all((FOLDER / pin.partition("==")[0]).is_dir() for pin in wanted):
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
        pip += ["--only-binary", ":all:", "--target", str(FOLDER.resolve()), *wanted]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with suppress(OSError, subprocess.SubprocessError):
            subprocess.run(pip, check=True, timeout=300, **quiet)
            return FOLDER.resolve()
        return None
    return FOLDER.resolve()


if __name__ == "__main__":
    print(parts() or "They could not be fetched. Is this machine online?")
