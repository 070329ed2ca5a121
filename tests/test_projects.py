"""Each project's own tests pass, as they travel with it, whatever folder one is in.

In the folder itself, with nothing but its requirements, and the slow ones, too:
test_copy_out.py.
"""

import re
import sys
from importlib.metadata import entry_points

import pytest
from _repo import ROOT, child_env, first_and_last, lessons, run, runs_its_tests
from conftest import in_ci

# What is skipped here since it needs more than the course has, and which proof runs it.
ELSEWHERE = {
    "quick parts: python -m pip install -r requirements-quick.txt": "test_quick.py",
    "photographs: python -m pip install -r requirements-photos.txt": "test_photos.py",
}
# Where the notebook runs them and shows that they pass, test_notebooks.py has done it.
OTHERS = [name for name in lessons() if not runs_its_tests(name)]


def plugins_of_others(lesson):
    """What keeps out pytest's plugins that the project's own environment has not."""
    pins = (ROOT / f"lessons/{lesson}/requirements.txt").read_text(encoding="utf-8")
    own = {line.partition("==")[0].lower() for line in pins.splitlines()}
    found = [one for one in entry_points(group="pytest11") if one.dist.name not in own]
    return [word for one in found for word in ("-p", f"no:{one.name}")]


@pytest.mark.parametrize(
    "lesson",
    [
        pytest.param(name, marks=[pytest.mark.xdist_group(name), pytest.mark.long])
        for name in OTHERS
    ],
)
def test_its_own_tests(lesson, tmp_path, project, record_property):
    folder = project(lesson, tmp_path / lesson)
    # An IDE or a service manager starts it from some other folder.
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    command = [sys.executable, "-m", "pytest", "-q", "-rs", "--tb=short", "--color=no"]
    command += ["-m", "not slow", *plugins_of_others(lesson)]
    done = run([*command, folder], cwd=elsewhere, env=child_env(tmp_path / "env"))
    assert done.returncode == 0, first_and_last(done.stdout + done.stderr)
    assert list(elsewhere.iterdir()) == []
    skipped = re.findall(r"^SKIPPED \[\d+\] (.*)$", done.stdout, re.MULTILINE)
    for reason in skipped:
        record_property("skipped", f"{lesson}: {reason}")
    missing = [one for one in skipped if not one.endswith(tuple(ELSEWHERE))]
    assert not (missing and in_ci()), missing
