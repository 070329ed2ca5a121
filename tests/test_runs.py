"""Every notebook runs first, alone, offline; the course's cell by cell, then again."""

import sys

import pytest
from _repo import changes, notebooks, run
from _running import (
    each_cell_twice,
    fresh,
    missing_for,
    nbval,
)


def one_by_one(*kinds):
    return pytest.mark.parametrize(
        "name",
        [
            pytest.param(name, marks=[pytest.mark.xdist_group(name), pytest.mark.long])
            for name in notebooks(*kinds)
        ],
    )


@one_by_one("notebooks")
def test_runs_first_and_alone_and_each_cell_twice(name, tmp_path, offline, fonts):
    """Each cell once: test_notebooks.py."""
    skip_unless_all_is_there(name)
    folder, env = fresh(tmp_path)
    # A learner goes back and runs a cell again; the next day, from the place to stop
    # on, the files are there and the kernel is new. And all of it again is the same.
    parts = each_cell_twice(folder / name)
    nbval(
        folder, env, *[str(part.relative_to(folder)) for part in parts], offline=offline
    )
    for part in parts:
        part.unlink()
    assert not (left := changes(folder)), f"running it changed files:\n{left}"


@one_by_one("solutions", "lessons")
def test_solutions_and_tours_run_first_and_alone(name, tmp_path, offline, fonts):
    skip_unless_all_is_there(name)
    folder, env = fresh(tmp_path)
    nbval(folder, env, name, offline=offline)
    assert not (left := changes(folder)), f"running it changed files:\n{left}"


def skip_unless_all_is_there(name):
    for program in missing_for(name):
        pytest.skip(f"{program} is not installed here, so outputs would differ")


def test_aeroplane_mode(offline):
    if not offline:
        pytest.skip("this machine allows no network namespace: run with the network")
    script = "import socket; socket.create_connection(('192.0.2.1', 80), 5)"
    done = run([*offline, sys.executable, "-c", script])
    assert "Network is unreachable" in done.stderr
