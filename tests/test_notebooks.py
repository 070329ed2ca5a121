"""Every notebook runs as stored: first, alone, twice, without a network."""

import re
import statistics
import sys
from itertools import pairwise
from pathlib import PurePosixPath
from shutil import which

import nbformat
import pytest
from _repo import (
    ROOT,
    changes,
    child_env,
    clone,
    exercise_id,
    files,
    notebooks,
    read,
    run,
    tags,
    written,
)

from course.catalog import LESSONS

every = pytest.mark.parametrize("name", notebooks())
text_of_the_course = pytest.mark.parametrize("name", notebooks("notebooks"))

MACHINE = re.compile(
    r"/(home|root|tmp|work|Users|private|mnt)/[^\s'\"]*|[A-Z]:\\+Users"
)
EXCUSED = re.compile(r"(nbval|validate)[-_](ignore[-_]output|skip)", re.IGNORECASE)
# Without these, some cells say so and do nothing.
NEEDED = {"08_monitor": ["prometheus", "promtool"]}
TIME = re.compile(r"Time: (\d+) min \((\d+) reading and running, (\d+) exercises\)")


def code_cells(name):
    return [cell for cell in read(name).cells if cell.cell_type == "code"]


def text(output):
    """All that an output shows, whatever its kind."""
    parts = [output.get("text", ""), *output.get("traceback", [])]
    parts += [str(data) for data in output.get("data", {}).values()]
    return "\n".join("".join(part) for part in parts)


def lesson_of(name):
    """`08_monitor`, for its notebook, its solutions and its tour."""
    path = PurePosixPath(name)
    return path.parent.name if path.stem == "tour" else path.stem


def start(cell):
    return repr(cell.source.strip().partition("\n")[0])


def nbval(folder, env, offline, *names):
    """Run notebooks in a clone, each output compared; None or what went wrong."""
    command = [*offline, sys.executable, "-m", "pytest", "-o", "addopts=", "-q"]
    command += ["-p", "no:cacheprovider", "--nbval", "--nbval-current-env"]
    command += ["--nbval-sanitize-with", "tests/sanitize.cfg"]
    command += ["--nbval-cell-timeout", "60", "--color=no", *names]
    done = run(command, cwd=folder, env=env)
    return None if done.returncode == 0 else (done.stdout + done.stderr)[-6000:]


def in_its_own_process(cell):
    """A cell that only starts a program (pytest) and shows what that said.

    It sees nothing of the cells around it and leaves them nothing. The tag is for those
    that do not begin with `!`.
    """
    return cell.source.startswith("!") or "own-process" in tags(cell)


def without_own_processes(path, lighter):
    """Write a notebook without those cells, which would say what they said before."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [c for c in notebook.cells if not in_its_own_process(c)]
    nbformat.write(notebook, lighter)


def each_cell_twice(path, doubled):
    """Write a notebook in which every code cell is run, then run again.

    The outputs stay the same, but for cells tagged `tells-history`: a log, a counter.
    Programs of their own are left out: they have run a moment ago, and would again say
    the same, whatever cells have run.
    """
    notebook = nbformat.read(path, as_version=4)
    cells = []
    for cell in notebook.cells:
        if in_its_own_process(cell):
            continue
        cells.append(cell)
        if "tells-history" in tags(cell):
            cell.metadata.tags.append("nbval-ignore-output")
        # hint() says more each time it is asked, and is meant to.
        if cell.cell_type == "code" and not cell.source.startswith("hint("):
            again = nbformat.from_dict(cell)
            again.id = f"{cell.id[:60]}-2"
            cells.append(again)
    notebook.cells = cells
    nbformat.write(notebook, doubled)


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=pytest.mark.xdist_group(n)) for n in notebooks()]
)
def test_runs_first_and_alone_then_again(name, tmp_path, offline, fonts):
    for program in NEEDED.get(lesson_of(name), []):
        if not which(program):
            pytest.skip(f"{program} is not installed here, so outputs would differ")
    folder, env = clone(tmp_path / "clone"), child_env(tmp_path)
    assert not (failure := nbval(folder, env, offline, name)), failure
    assert not (left := changes(folder)), f"running it once changed files:\n{left}"

    # A learner goes back and runs a cell again: in the second run each cell runs twice.
    path = PurePosixPath(name)
    doubled = path.with_name(f"{path.stem}_twice.ipynb")
    each_cell_twice(folder / name, folder / doubled)
    assert not (failure := nbval(folder, env, offline, str(doubled))), failure
    (folder / doubled).unlink()
    assert not (left := changes(folder)), f"running it twice changed files:\n{left}"


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
    folder, env = clone(tmp_path / "clone"), child_env(tmp_path)
    lighter = []
    for name in names:
        lighter.append(name.replace(".ipynb", "_lighter.ipynb"))
        without_own_processes(folder / name, folder / lighter[-1])
    assert not (failure := nbval(folder, env, offline, *lighter)), failure
    for name in lighter:
        (folder / name).unlink()
    assert not (left := changes(folder)), f"running them all changed files:\n{left}"


def test_aeroplane_mode(offline):
    if not offline:
        pytest.skip("this machine allows no network namespace: run with the network")
    script = "import socket; socket.create_connection(('192.0.2.1', 80), 5)"
    command = [*offline, sys.executable, "-c", script]
    done = run(command)
    assert "Network is unreachable" in done.stderr


@every
def test_outputs_are_of_one_run_from_top_to_bottom(name):
    # nbval runs a cell without a count and compares nothing.
    counts = [cell.execution_count for cell in code_cells(name)]
    assert counts == list(range(1, len(counts) + 1))


@every
def test_text_that_a_cell_prints_is_stored_in_one_piece(name):
    # Elsewhere than in JupyterLab each piece is shown in a box of its own.
    for cell in code_cells(name):
        kinds = [(one.output_type, one.get("name")) for one in cell.outputs]
        for kind, following in pairwise(kinds):
            assert kind != following or kind[0] != "stream", start(cell)


@every
def test_no_cell_is_excused_without_a_reason(name):
    for cell in code_cells(name):
        if EXCUSED.search(" ".join(tags(cell)) + cell.source):
            said = cell.source + str(cell.metadata)
            assert re.search(r"not compared: \w+", said), start(cell)


@every
def test_prose_before_every_code_cell(name):
    before = None
    for cell in read(name).cells:
        if cell.cell_type == "code":
            assert before and before.cell_type == "markdown", start(cell)
        before = cell


@every
def test_cells_are_short(name):
    for cell in code_cells(name):
        lines = cell.source.rstrip().count("\n") + 1
        # The set-up cell of the solutions stands for all that the notebook did before.
        setup = name.startswith("solutions") and "setup" in tags(cell)
        limit = 41 if written(cell) or setup else 12
        assert lines <= limit, f"{lines} lines: {start(cell)}"


@text_of_the_course
def test_the_median_cell_is_very_short(name):
    lengths = [cell.source.rstrip().count("\n") + 1 for cell in code_cells(name)]
    assert statistics.median(lengths) <= 5


@text_of_the_course
def test_minutes_add_up(name):
    found = [TIME.search(cell.source) for cell in read(name).cells]
    found = [tuple(map(int, match.groups())) for match in found if match]
    assert len(found) == 1, "one line 'Time: 45 min (30 reading and running, …)'"
    total, reading, exercises = found[0]
    assert total == reading + exercises


@text_of_the_course
def test_the_end_leads_to_the_next_lesson(name):
    [this] = [one for one in LESSONS if f"notebooks/{one.title}.ipynb" == name]
    following = LESSONS[this.number]
    said = f"{following.number:02} · {following.name.capitalize()}"
    if following.exists(ROOT):
        said = f"[{said}]({following.title}.ipynb)"
    assert f"**Next: {said}.**" in read(name).cells[-1].source


@text_of_the_course
def test_two_to_four_exercises_one_explains_an_error(name):
    cells = read(name).cells
    starters = [exercise_id(cell) for cell in cells if "exercise" in tags(cell)]
    titles = re.findall(
        r"^### Exercise (\d+\.\d+) — (.+)$",
        "\n".join(cell.source for cell in cells if cell.cell_type == "markdown"),
        re.MULTILINE,
    )
    number = int(PurePosixPath(name).name[:2])
    assert starters == [f"{number}.{i + 1}" for i in range(len(starters))]
    assert [number for number, _ in titles] == starters
    assert 2 <= len(starters) <= 4
    explain = re.compile(r"explain\b.*\berror", re.IGNORECASE)
    assert any(explain.search(title) for _, title in titles), titles


@every
def test_images_have_alt_text(name):
    for cell in read(name).cells:
        shown = [cell.source] if cell.cell_type == "markdown" else []
        for output in cell.get("outputs", []):
            shown.append(output.get("data", {}).get("text/html", ""))
        for source in shown:
            assert not re.search(r"!\[\s*\]\(", source), start(cell)
            for image in re.findall(r"<img\b[^>]*>", source):
                assert re.search(r'alt="\s*\w', image), image[:80]


@every
def test_no_machine_in_the_outputs(name):
    for cell in code_cells(name):
        for output in cell.outputs:
            found = MACHINE.search(text(output))
            assert not found, f"{found[0]} is shown by {start(cell)}"


@every
def test_shown_errors_are_short(name):
    for cell in code_cells(name):
        for output in cell.outputs:
            lines = text(output).count("\n") + 1
            assert output.output_type != "error" or lines <= 15, start(cell)


@text_of_the_course
def test_files_written_are_the_project(name):
    lesson = f"lessons/{PurePosixPath(name).stem}/"
    last = dict(filter(None, map(written, code_cells(name))))
    for path, content in last.items():
        assert path.startswith(lesson), f"{path} is not a file of this lesson"
        assert (ROOT / path).read_text(encoding="utf-8") == content, path


def test_every_program_of_a_lesson_is_written_in_a_notebook():
    shown = set()
    for name in notebooks("notebooks"):
        for _, content in filter(None, map(written, code_cells(name))):
            shown.add(content)
    for name in files("lessons"):
        path = PurePosixPath(name)
        if path.suffix == ".py" and not re.match(r"test_|conftest|live", path.name):
            content = (ROOT / name).read_text(encoding="utf-8")
            assert content in shown, f"no notebook writes {name}"
