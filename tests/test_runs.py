"""Every notebook runs first, alone, again, and without a network."""

import re
import sys
from pathlib import PurePosixPath

import pytest
from _repo import changes, notebooks, read, run
from _running import (
    STOP,
    code_cells,
    each_cell_twice,
    fresh,
    from_the_stop,
    lesson_of,
    missing_for,
    nbval,
    without_own_processes,
)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.xdist_group(name), pytest.mark.long])
        for name in notebooks()
    ],
)
def test_runs_first_and_alone_then_again(name, tmp_path, offline, fonts):
    for program in missing_for(name):
        pytest.skip(f"{program} is not installed here, so outputs would differ")
    folder, env = fresh(tmp_path)
    nbval(folder, env, name, offline=offline)
    assert not (left := changes(folder)), f"running it once changed files:\n{left}"

    # A learner goes back and runs a cell again: in the second run each cell runs twice.
    path = PurePosixPath(name)
    doubled = path.with_name(f"{path.stem}_twice.ipynb")
    each_cell_twice(folder / name, folder / doubled)
    nbval(folder, env, str(doubled), offline=offline)
    (folder / doubled).unlink()
    assert not (left := changes(folder)), f"running it twice changed files:\n{left}"


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.xdist_group(f"resume-{name}"))
        for name in notebooks("notebooks")
        if any(STOP.search(cell.source) for cell in read(name).cells)
    ],
)
def test_goes_on_from_the_place_to_stop(name, tmp_path, offline, fonts, projects):
    """The next day: the files are there, the kernel is new."""
    for program in missing_for(name):
        pytest.skip(f"{program} is not installed here, so outputs would differ")
    folder, env = fresh(tmp_path)
    projects.warm(lesson_of(name), folder)
    resumed = PurePosixPath(name).with_name("resumed.ipynb")
    assert from_the_stop(folder / name, folder / resumed)
    nbval(folder, env, str(resumed), offline=offline)


def that_share_a_model():
    """Notebooks that name the same model: only these could get in each other's way.

    Each writes in a folder of its own, as test_files_written_are_the_project says.
    """
    shared = {}
    for name in notebooks("notebooks"):
        code = "\n".join(cell.source for cell in code_cells(name))
        for model in set(re.findall(r"\w+\.joblib", code)):
            shared.setdefault(model, []).append(name)
    return [names for names in shared.values() if len(names) > 1]


@pytest.mark.parametrize("names", that_share_a_model(), ids=lambda n: str(len(n)))
def test_one_after_the_other_leave_the_tree_as_it_was(names, tmp_path, offline, fonts):
    folder, env = fresh(tmp_path)
    lighter = []
    for name in names:
        lighter.append(name.replace(".ipynb", "_lighter.ipynb"))
        without_own_processes(folder / name, folder / lighter[-1])
    nbval(folder, env, *lighter, offline=offline)
    for name in lighter:
        (folder / name).unlink()
    assert not (left := changes(folder)), f"running them all changed files:\n{left}"


def test_aeroplane_mode(offline):
    if not offline:
        pytest.skip("this machine allows no network namespace: run with the network")
    script = "import socket; socket.create_connection(('192.0.2.1', 80), 5)"
    done = run([*offline, sys.executable, "-c", script])
    assert "Network is unreachable" in done.stderr
