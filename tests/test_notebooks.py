"""Every notebook of the course runs as it is stored, and all are as they have to be.

That it runs first, alone, twice and without a network, and that solutions and tours
run: test_runs.py. How long it may be: test_shape.py.
"""

import re
from itertools import pairwise
from pathlib import PurePosixPath

import pytest
from _repo import ROOT, changes, child_env, clone, notebooks, read, tags, written
from _running import code_cells, lesson_of, missing_for, nbval, start

from course.catalog import LESSONS

every = pytest.mark.parametrize("name", notebooks())
text_of_the_course = pytest.mark.parametrize("name", notebooks("notebooks"))

MACHINE = re.compile(
    r"/(home|root|tmp|work|Users|private|mnt)/[^\s'\"]*|[A-Z]:\\+Users"
)
EXCUSED = re.compile(r"(nbval|validate)[-_](ignore[-_]output|skip)", re.IGNORECASE)
TIME = re.compile(r"Time: (\d+) min \((\d+) reading and running, (\d+) exercises\)")


def text(output):
    """All that an output shows, whatever its kind."""
    parts = [output.get("text", ""), *output.get("traceback", [])]
    parts += [str(data) for data in output.get("data", {}).values()]
    return "\n".join("".join(part) for part in parts)


def that_share_a_model():
    """{notebook: the first of those that name the same model}

    Only these could get in each other's way: each writes in a folder of its own, as
    test_files_written_are_the_project says.
    """
    shared, first = {}, {}
    for name in notebooks("notebooks"):
        code = "\n".join(cell.source for cell in code_cells(name))
        for model in re.findall(r"\w+\.joblib", code) or [name]:
            first[name] = shared.setdefault(model, first.get(name, name))
    return first


def one_worker(name):
    """Notebooks that share a model run one after the other, in one clone."""
    marks = [pytest.mark.xdist_group(SHARED[name]), pytest.mark.long]
    return pytest.param(name, marks=marks)


SHARED = that_share_a_model()


@pytest.fixture(scope="session")
def clone_of_this_worker(tmp_path_factory):
    tmp = tmp_path_factory.mktemp("notebooks")
    return clone(tmp / "clone"), child_env(tmp)


@pytest.mark.parametrize("name", [one_worker(name) for name in SHARED])
def test_runs_as_stored(name, clone_of_this_worker, projects, fonts):
    for program in missing_for(name):
        pytest.skip(f"{program} is not installed here, so outputs would differ")
    folder, env = clone_of_this_worker
    projects.warm(lesson_of(name), folder)
    nbval(folder, env, name)
    assert not (left := changes(folder)), f"running it changed files:\n{left}"


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
