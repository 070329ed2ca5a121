"""Run the tests, or a program of this project, from elsewhere, and print what it says.

from demos.running import program, run
run("tests/test_unit.py")
run("tests/test_app.py", service="demos/handed_over.py")
program("demos.matrix")
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from app.passport import MODELS, PROJECT

# Of a report: names of failing tests, their errors, what coverage says, and the sum.
MATTERS = re.compile(
    r"_+ test|E   \w*Error|E +curl|\[XPASS|app/|TOTAL|.*\d (passed|failed)"
)
# Nothing is left behind; and nbval, where it is installed, makes each start slow.
QUIET = {
    "PYTEST_ADDOPTS": "-p no:cacheprovider -p no:nbval --color=no",
    "COVERAGE_FILE": str(Path(tempfile.gettempdir(), "coverage-of-sentiment")),
    "PYTHONUNBUFFERED": "1",
}


def run(*arguments, service=None, models=MODELS, whole=False):
    """Run pytest with these arguments; print its report, or the lines that matter.

    service: a file that takes the place of app/main.py, in a copy of the project.
    models: the folder of the model to test.
    """
    command = [sys.executable, "-m", "pytest", "-q", "--tb=short", *arguments]
    with tempfile.TemporaryDirectory() as room:
        folder = PROJECT
        if service:
            folder = copy_to(room)
            shutil.copyfile(PROJECT / service, folder / "app/main.py")
        for line in said(command, folder, models):
            if whole:
                print(line)
            elif MATTERS.match(line):
                print(" ".join(line.split())[:99])


def program(module, *arguments):
    """Run python -m MODULE in the project's folder and print what it says."""
    for line in said([sys.executable, "-m", module, *arguments], PROJECT, MODELS):
        print(line, flush=True)


def said(command, folder, models):
    """Yield the lines that a command prints there, as they come."""
    env = os.environ | QUIET | {"MODEL_DIR": str(Path(models).resolve())}
    both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(
        command, cwd=folder, env=env, encoding="utf-8", errors="replace", **both
    ) as process:
        for line in process.stdout:
            yield line.rstrip()


def copy_to(room):
    """Copy the project without its model, and what tools left behind; return where."""
    skip = shutil.ignore_patterns("models", ".*", "__pycache__")
    return Path(shutil.copytree(PROJECT, Path(room, "copy"), ignore=skip))
