"""What is installed, compared with the lock, file by file.

It needs nothing but the standard library, so that it can look where nothing is there.
"""

import os
import platform
import re
import shutil
import sys
import sysconfig
from pathlib import Path

BLOCK = re.compile(
    r"^([\w.-]+)(?:\[.*?\])?==([^\s;\\]+)[ \t]*(?:;([^\\\n]*))?.*\n(?:[ \t]+.*\n)*",
    re.MULTILINE,
)
# The lock has dropped these, and they harm where they stay or come back: uvicorn takes
# httptools where it finds it, which drops the body of a request that offers h2c.
HARMFUL = ("httptools",)


class Version(tuple):
    """A version in a marker, compared number by number: 3.9 comes before 3.12."""

    def __new__(cls, text):
        return super().__new__(cls, map(int, re.findall(r"\d+", text)))

    def __lt__(self, text):
        return tuple(self) < tuple(Version(text))

    def __le__(self, text):
        return self < text or self == text

    def __gt__(self, text):
        return not self <= text

    def __ge__(self, text):
        return not self < text

    def __eq__(self, text):
        return tuple(self) == tuple(Version(text))

    __hash__ = None


def applies(marker, python=None):
    """Whether a requirement's marker, such as `sys_platform == 'win32'`, fits here.

    `python` is the full version of the Python that it is for: this one, if None.
    """
    if not marker or not marker.strip():
        return True
    python = python or platform.python_version()
    # Markers of an exported lock are Python expressions of these names and texts.
    names = {
        "implementation_name": sys.implementation.name,
        "os_name": os.name,
        "platform_machine": platform.machine(),
        "platform_python_implementation": platform.python_implementation(),
        "platform_system": platform.system(),
        "python_full_version": Version(python),
        "python_version": Version(".".join(python.split(".")[:2])),
        "sys_platform": sys.platform,
    }
    return bool(eval(marker, {"__builtins__": {}}, names))


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted(text, python=None):
    """{name: (version, its lines)} of what a requirements file wants here."""
    return {
        normal(found[1]): (found[2], found[0])
        for found in BLOCK.finditer(text if text.endswith("\n") else text + "\n")
        if applies(found[3], python)
    }


def python_of(venv):
    """The full version of an environment's Python, as its pyvenv.cfg says, or None."""
    try:
        text = Path(venv, "pyvenv.cfg").read_text("utf-8")
    except OSError:
        return None
    found = re.search(r"^version(?:_info)? *= *(\d+\.\d+[\w.]*)", text, re.MULTILINE)
    return found and found[1]


def site_packages(venv):
    """Where an environment keeps its packages, as a list; empty where there is none."""
    python = python_of(venv)
    if not python:
        return []
    minor = ".".join(python.split(".")[:2])
    return [
        Path(venv, "Lib" if os.name == "nt" else f"lib/python{minor}", "site-packages")
    ]


def own_sites():
    """Where the running Python finds packages, whatever variables add to that."""
    found = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    hidden = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    found += [
        path
        for path in sys.path
        if path.endswith(("site-packages", "dist-packages")) and path not in hidden
    ]
    return list(dict.fromkeys(map(os.path.realpath, found)))


def versions(sites):
    """{name: [(version, dist-info folder)]}, of the first of `sites` that has it.

    A list of two is what an installation leaves that was broken off.
    """
    found = {}
    for site in sites:
        here = {}
        for folder in sorted(Path(site).glob("*.dist-info")):
            name, _, version = folder.stem.partition("-")
            here.setdefault(normal(name), []).append((version, folder))
        found = {**here, **found}
    return found


def differences(text, sites, python=None):
    """{name: what is wrong} of the packages that `text`, a lock, wants in `sites`."""
    there, wrong = versions(sites), {}
    for name, (version, _) in wanted(text, python).items():
        found = there.get(name, [])
        if not found:
            wrong[name] = "missing"
        elif len(found) > 1:
            wrong[name] = "there in more than one version"
        elif found[0][0] != version:
            wrong[name] = f"{found[0][0]} instead of {version}"
        elif not whole(found[0][1]):
            wrong[name] = "damaged"
    return wrong


def harmful(sites):
    """Names of installed packages that must go."""
    there = versions(sites)
    return [name for name in HARMFUL if name in there]


def whole(info):
    """Whether all files of a package's RECORD are there, the modules unchanged."""
    site = str(info.parent)
    lines = []
    try:
        lines = (info / "RECORD").read_text("utf-8").splitlines()
        for line in lines:
            file, digest, size = line.rsplit(",", 2)
            if not digest:  # bytecode, and RECORD itself
                continue
            file = file.strip('"')
            found = os.stat(f"{site}/{file}").st_size
            # Outside lie scripts and kernel.json, which their own tools may rewrite.
            if found != int(size) and not file.startswith(".."):
                return False
    except (OSError, ValueError):
        return False
    return bool(lines)


def forget(names, sites):
    """Drop the records of packages that no installer could remove any more."""
    there = versions(sites)
    for name in names:
        for _, info in there.get(name, ()):
            record = info / "RECORD"
            text = record.read_text("utf-8", "replace") if record.is_file() else ""
            # A RECORD names itself, or it is not one of this version.
            if len(there[name]) > 1 or f"{info.name}/RECORD" not in text:
                shutil.rmtree(info, ignore_errors=True)
