"""The shape of the house: what can be counted of it, one test for each promise.

A notebook ends while its reader still wants more; a project has few files, whose names
say what is in them. What departs from that stands below, each with its reason.
"""

import re
import statistics
from pathlib import PurePosixPath

import pytest
from _clock import reading
from _repo import ROOT, exercise_id, files, lessons, notebooks, read, tags, written
from _running import STOP, code_cells, start

NAMES = [
    *("main", "routes", "admin", "pages", "schemas", "model", "passport", "errors"),
    *("config", "dependencies", "security", "limits", "logs", "metrics", "drift"),
    *("store", "registry", "versions"),
]

# Modules whose name no other lesson has, and why the lesson needs one of its own.
OWN_NAMES = {
    "05_validate": {
        "decision": "from a probability to an answer, the half of the lesson that is "
        "about costs",
    },
    "07_secure": {
        "audit": "what was decided, kept apart from the log and without the card",
        "signing": "the signature of a model, one of the lesson's subjects",
    },
    "08_monitor": {
        "middleware": "it counts and logs refusals from outside the app, too",
        "workers": "several processes count together",
    },
    "09_version": {
        "labels": "which version answers whom, moved while the service runs",
        "promotion": "what a version has to pass before it gets a label",
    },
    "10_images": {
        "decoding": "from bytes that nobody knows to a picture, half of the lesson",
        "preprocessing": "the same for training and serving, the other half",
        "strokes": "what preprocessing does to a digit, and no notebook writes",
    },
    "11_faces": {
        "decoding": "as in lesson 10",
        "embedding": "from a face to a vector, one of the lesson's subjects",
        "sealing": "encryption of what is stored, for the store and for nobody else",
    },
    "12_front": {
        "decoding": "as in lesson 10",
        "preprocessing": "as in lesson 10",
        "strokes": "as in lesson 10",
    },
    "13_fast": {
        "batching": "one of the lesson's subjects",
        "fastpath": "the other one",
        "forms": "a model as numbers, as ONNX, by scikit-learn; model.py asks it",
        "protocol": "uvicorn's parser in C, mended: ASGI begins only behind it",
    },
}

# Modules that are shorter or longer than 40 to 200 lines, and why.
OTHER_LENGTHS = {
    "lessons/05_validate/app/decision.py": "two functions, and all of what they decide",
    "lessons/05_validate/app/model.py": "a class around the model; 05 has one call",
    "lessons/05_validate/app/main.py": "it puts together four modules, no more",
    "lessons/05_validate/app/routes.py": "two endpoints, and all else is elsewhere",
    "lessons/07_secure/app/model.py": "a class around the model; 07 has one call",
    "lessons/12_front/app/config.py": "one setting; all others are the gateway's",
    "lessons/13_fast/app/config.py": "five settings; what they are for takes more",
    "lessons/13_fast/app/batching.py": "one class, which the notebook writes",
    "lessons/06_test/app/main.py": "it puts together four modules, no more",
    "lessons/06_test/app/routes.py": "two endpoints, and all else is elsewhere",
}

# What several services have in common is the same file in each, from the lesson on that
# has it first. All other files of the same name are each service's own.
SHARED = ["app/errors.py", "app/passport.py", "app/security.py", "app/limits.py"]
SHARED += ["app/logs.py", "tests/live.py"]
# In the flat lessons it is the other way round: these are each one's own.
FLAT_OWN = re.compile(
    r"(app|schemas|client|conftest|test_\w+)\.py"
    r"|README\.md|requirements\.txt|tour\.ipynb|\.gitignore"
)

NOTEBOOKS = notebooks("notebooks")
each_notebook = pytest.mark.parametrize("name", NOTEBOOKS)
LONG = [name for name in NOTEBOOKS if PurePosixPath(name).name >= "05"]
PROJECTS = [name for name in lessons() if name >= "05"]
each_project = pytest.mark.parametrize("lesson", PROJECTS)
MINUTES = re.compile(r"Time: (\d+) min")
READING = re.compile(r"Time: \d+ min \((\d+) reading and running, \d+ exercises\)")


def length(cell):
    return cell.source.strip().count("\n") + 1


def says(name):
    return [cell.source for cell in read(name).cells if cell.cell_type == "markdown"]


def minutes(name):
    return int(MINUTES.search("\n".join(says(name)))[1])


def modules(lesson):
    """{path: number of lines} of what is in app/, without what only marks a package."""
    found = {}
    for name in files(f"lessons/{lesson}/app"):
        if name.endswith(".py"):
            found[name] = len((ROOT / name).read_text(encoding="utf-8").splitlines())
    return {name: lines for name, lines in found.items() if lines}


# --- notebooks ------------------------------------------------------------------------


@each_notebook
def test_at_most_60_code_cells(name):
    assert len(code_cells(name)) <= 60


@each_notebook
def test_at_most_320_lines_of_code(name):
    lines = [
        line.strip() for cell in code_cells(name) for line in cell.source.split("\n")
    ]
    lines = [
        line for line in lines if line and not line.startswith(("#", "%%writefile"))
    ]
    assert len(lines) <= 320


@each_notebook
def test_at_most_5000_words(name):
    assert sum(len(text.split()) for text in says(name)) <= 5000


@each_notebook
def test_at_most_two_hours(name):
    assert minutes(name) <= 120


@each_notebook
def test_the_minutes_for_reading_are_honest(name):
    promised = int(READING.search("\n".join(says(name)))[1])
    assert 0.75 * promised <= reading(ROOT / name) <= 1.1 * promised


@each_notebook
def test_one_place_to_stop_where_it_is_long(name):
    marked = [text for text in says(name) if STOP.search(text)]
    assert len(marked) == 1 or (minutes(name) < 60 and not marked), len(marked)


@pytest.mark.parametrize("name", notebooks())
def test_cells_are_short(name):
    large = []
    for cell in code_cells(name):
        # The set-up cell of the solutions stands for all that the notebook did before.
        setup = name.startswith("solutions") and "setup" in tags(cell)
        limit = 41 if written(cell) or setup else 12
        if length(cell) > limit:
            large.append(cell)
    # The finished file of the lesson's own subject may be longer.
    if len(large) == 1 and written(large[0]) and name in NOTEBOOKS:
        large = [cell for cell in large if length(cell) > 60]
    assert [f"{length(cell)} lines: {start(cell)}" for cell in large] == []


@each_notebook
def test_at_most_8_cells_write_files(name):
    assert len([cell for cell in code_cells(name) if written(cell)]) <= 8


@each_notebook
def test_the_median_cell_is_very_short(name):
    assert statistics.median(map(length, code_cells(name))) <= 5


@each_notebook
def test_two_to_four_exercises_one_explains_an_error(name):
    cells = read(name).cells
    starters = [exercise_id(cell) for cell in cells if "exercise" in tags(cell)]
    title = re.compile(r"^### Exercise (\d+\.\d+) — (.+)$", re.MULTILINE)
    titles = title.findall("\n".join(says(name)))
    number = int(PurePosixPath(name).name[:2])
    assert starters == [f"{number}.{i + 1}" for i in range(len(starters))]
    assert [exercise for exercise, _ in titles] == starters
    assert 2 <= len(starters) <= (5 if number < 5 else 4)
    explain = re.compile(r"explain\b.*\berror", re.IGNORECASE)
    assert any(explain.search(said) for _, said in titles), titles


# --- projects -------------------------------------------------------------------------


@each_project
def test_a_project_has_few_modules(lesson):
    least, most = (6, 9) if lesson < "07" else (10, 16)
    assert least <= len(modules(lesson)) <= most, sorted(modules(lesson))


@each_project
def test_a_module_has_40_to_200_lines(lesson):
    odd = {n: k for n, k in modules(lesson).items() if not 40 <= k <= 200}
    assert odd.keys() - OTHER_LENGTHS.keys() == set(), odd


@each_project
def test_a_module_has_a_name_of_the_house(lesson):
    own = {PurePosixPath(name).stem for name in modules(lesson)} - {*NAMES}
    assert own == OWN_NAMES.get(lesson, {}).keys()


@each_project
def test_the_top_of_a_project_is_seen_at_a_glance(lesson):
    names = [name.split("/", 2)[2] for name in files(f"lessons/{lesson}")]
    programs = [name for name in names if "/" not in name and name.endswith(".py")]
    assert len(programs) <= 6, programs


def test_every_departure_is_still_one():
    """A reason that is not needed any more is taken out."""
    there = {name: lines for one in PROJECTS for name, lines in modules(one).items()}
    as_usual = [n for n in OTHER_LENGTHS if n in there and 40 <= there[n] <= 200]
    assert as_usual == []


def origin(lesson, file):
    """Under which name a shared file is compared, or None where it is not shared."""
    if lesson >= "05":
        return file if file in SHARED else None
    if file == "passport.py":  # the one that moved into app/ later
        return "app/passport.py"
    # Those that serve iris train it in one way; lesson 01 saves nothing yet.
    own = FLAT_OWN.fullmatch(file) or (file == "train.py" and lesson < "02")
    return None if own else f"flat {file}"


@pytest.mark.parametrize("lesson", lessons())
def test_shared_files_are_the_same_in_all_lessons(lesson):
    first, different = {}, []
    for name in files("lessons"):
        where, _, file = name.removeprefix("lessons/").partition("/")
        if (kind := origin(where, file)) and where <= lesson:
            content = (ROOT / name).read_bytes()
            before, known = first.setdefault(kind, (name, content))
            if where == lesson and content != known:
                different.append(f"{name} differs from {before}")
    assert different == []
