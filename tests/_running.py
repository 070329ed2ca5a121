"""Run notebooks under nbval, and what else the proofs about running them share."""

import os
import re
import sys
from pathlib import PurePosixPath
from shutil import which

import nbformat
from _repo import child_env, clone, first_and_last, read, run, tags

# Without these, some cells say so and do nothing.
NEEDED = {"08_monitor": ["prometheus", "promtool"], "12_front": ["nginx"]}
STOP = re.compile(r"^(## |\*\*)A place to stop\b", re.MULTILINE)


def code_cells(name):
    return [cell for cell in read(name).cells if cell.cell_type == "code"]


def start(cell):
    return repr(cell.source.strip().partition("\n")[0])


def lesson_of(name):
    """`08_monitor`, for its notebook, its solutions and its tour."""
    path = PurePosixPath(name)
    return path.parent.name if path.stem == "tour" else path.stem


def missing_for(name):
    """Programs that a notebook needs and that are not installed here."""
    return [
        one
        for one in NEEDED.get(lesson_of(name), [])
        if not which(one, path=f"{os.environ['PATH']}:/usr/sbin")
    ]


def nbval(folder, env, *names, offline=(), seconds=120):
    """Run notebooks in a clone, each output compared; AssertionError at the first cell
    that says something else. No cell takes longer than `seconds`, on a busy machine."""
    command = [*offline, sys.executable, "tests/_nbval.py", "-q", "-x"]
    command += ["-o", "addopts=", "-p", "no:cacheprovider"]
    command += ["-p", "no:schemathesis"]  # slow to start
    command += ["--nbval", "--nbval-current-env"]
    command += ["--nbval-sanitize-with", "tests/sanitize.cfg"]
    command += ["--nbval-cell-timeout", str(seconds), "--color=no", *names]
    done = run(command, cwd=folder, env=env)
    said = re.sub(r"^[.sFE]+ +\[ *\d+%\]\n", "", done.stdout, flags=re.MULTILINE)
    assert done.returncode == 0, first_and_last(said + done.stderr)


def fresh(tmp):
    """(a fresh clone, an environment) for notebooks that are to run alone."""
    return clone(tmp / "clone"), child_env(tmp)


def in_its_own_process(cell):
    """A cell that only starts a program (pytest) and shows what that said.

    It sees nothing of the cells around it and leaves them nothing. The tag is for those
    that do not begin with `!`.
    """
    return cell.source.startswith("!") or "own-process" in tags(cell)


def each_cell_twice(path):
    """Make of a notebook one in which each cell is run, then run again; its names.

    Two notebooks, where there is a place to stop: the first cell below it brings
    everything back, so what comes then runs in a kernel of its own. And one that runs
    all of it once more, as the next day: in what the others have left.
    The outputs stay the same, but for cells tagged `tells-history`: a log, a counter.
    Programs of their own would again say the same, whatever cells have run: they are
    left out, since `make test` has run them.
    """
    notebook, parts = nbformat.read(path, as_version=4), [[]]
    whole = [cell for cell in notebook.cells if not in_its_own_process(cell)]
    for cell in whole:
        if STOP.search(cell.source):
            parts.append([])
        parts[-1].append(cell)
        if "tells-history" in tags(cell):
            cell.metadata.tags.append("nbval-ignore-output")
        # hint() says more each time it is asked, and is meant to; test_exercises.py
        # asks check() dozens of times in one kernel.
        asks = cell.source.startswith(("hint(", "check("))
        if cell.cell_type == "code" and not asks:
            again = nbformat.from_dict(cell)
            again.id = f"{cell.id[:60]}-2"
            parts[-1].append(again)
    parts.append(whole)
    names = [
        path.with_name(f"part_{number}_{path.name}") for number in range(len(parts))
    ]
    for name, cells in zip(names, parts, strict=True):
        notebook.cells = cells
        nbformat.write(notebook, name)
    return names
