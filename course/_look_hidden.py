"""The doctor looks for what hides a package: a variable, or a file."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from course import installed
from course._look import Finding, export, in_folder, quoted, read, unset

# Python itself runs otherwise with these, whatever they say.
CHANGES = {
    "PYTHONHOME": "Python takes its own modules from there",
    "PYTHONSAFEPATH": "`python -m` does not find what lies in its folder",
    "PYTHONOPTIMIZE": "tests pass without having looked, as no assert is run",
    "PYTEST_ADDOPTS": "pytest runs with options that are not the project's",
    "PYTEST_PLUGINS": "pytest loads plugins that are not the project's",
}
# Asked of a new Python, as the shell would start it: where does each module come from?
ASK = """
import importlib.util, json, os, site, sys
found = {}
for name in json.load(sys.stdin):
    try:
        spec = importlib.util.find_spec(name)
    except Exception:
        spec = None
    places = spec and spec.submodule_search_locations or []
    found[name] = spec and (spec.origin or [*places, None][0])
print("\\n" + json.dumps({"found": found, "user": site.getusersitepackages()}))
"""


def hidden(root):
    """A variable or a file that hides a package, or changes how Python runs."""
    shell = json.loads(os.environ.get("COURSE_SHELL", "{}"))  # what `make` kept out
    env = {**os.environ, **shell}
    for name, what in CHANGES.items():
        if env.get(name):
            text = f"the variable {name} is set: {what}"
            return Finding("S", False, text, "Run: " + unset(name))
    return _beside(root) or _on_the_path(env) or _plugins(env) or _nothing()


def _nothing():
    return Finding("S", True, "no variable and no file hides a package", "")


def _beside(root):
    """A notebook's folder comes first: a random.py there is what everybody gets."""
    names = _modules() | set(getattr(sys, "stdlib_module_names", ()))
    for folder in [root / "notebooks", root, *sorted(root.glob("lessons/[0-9]*"))]:
        for file in sorted(folder.glob("*.py")):
            if file.stem in names:
                where = file.relative_to(root)
                text = f"{where.as_posix()} hides Python's own or a package's module"
                move = "move" if os.name == "nt" else "mv"
                other = quoted(where.with_name(f"my_{file.name}"))
                cure = in_folder(root, f"{move} {quoted(where)} {other}")
                return Finding("S", False, text, cure)
    return None


def _on_the_path(env):
    """Packages that another folder provides before the environment's own."""
    names = sorted(_modules() | {"sitecustomize", "usercustomize", "json", "random"})
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        input=json.dumps(names),
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        cwd=os.path.dirname(sys.executable),
        env=env,
    )
    if done.returncode:
        return _path_variable(env, "keeps Python from starting")
    told = json.loads(done.stdout.splitlines()[-1])
    user = os.path.realpath(told["user"])
    sites = [site for site in installed.own_sites() if site != user]
    sites.append(os.path.realpath(os.path.dirname(os.__file__)))  # Python's own modules
    for name, place in told["found"].items():
        real = os.path.realpath(place) if place else ""
        if not real or place in ("built-in", "frozen") or real.startswith(tuple(sites)):
            continue
        if name in ("sitecustomize", "usercustomize") and not _below(env, place):
            continue  # a distribution's own
        if _below(env, place):
            return _path_variable(env, f"hides {name}")
        if real.startswith(user):
            text = f"{told['user']} hides {name}"
            cure = "Run: " + export(PYTHONNOUSERSITE="1")
            return Finding("S", False, text, cure)
        return _by_pth(name, place)
    return None


def _by_pth(name, place):
    """A line of a .pth file puts a folder on the path."""
    for site in installed.own_sites():
        for file in sorted(Path(site).glob("*.pth")):
            lines = [line.strip() for line in (read(file) or "").splitlines()]
            if any(line and place.startswith(line) for line in lines):
                text = f"{file} hides {name}"
                move = "move" if os.name == "nt" else "mv"
                cure = f"Run: {move} {quoted(file)} {quoted(f'{file}.off')}"
                return Finding("S", False, text, cure)
    return None


def _below(env, place):
    paths = env.get("PYTHONPATH", "").split(os.pathsep)
    return any(path and Path(place).is_relative_to(path) for path in paths)


def _path_variable(env, what):
    if not env.get("PYTHONPATH"):
        return None
    text = f"the variable PYTHONPATH ({env['PYTHONPATH']}) {what}"
    return Finding("S", False, text, "Run: " + unset("PYTHONPATH"))


def _plugins(env):
    """Plugins of pytest's load by themselves, from PYTHONPATH, too."""
    for path in env.get("PYTHONPATH", "").split(os.pathsep):
        for file in sorted(Path(path).glob("*-info/entry_points.txt")) if path else ():
            if "[pytest11]" in (read(file) or ""):
                name = file.parent.name.partition("-")[0]
                return _path_variable(env, f"lets pytest load {name}")
    return None


def _modules():
    """The names to import of what is installed from the lock."""
    names = set()
    for versions in installed.versions(installed.own_sites()).values():
        for _, info in versions:
            for line in (read(info / "RECORD") or "").splitlines():
                found = re.match(
                    r"(?!__)(\w+)(?:/__init__)?\.(?:py|\w+\.so|pyd),", line
                )
                if found:
                    names.add(found[1])
    return names
