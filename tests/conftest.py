"""What all proofs share: which are for whom, state in a temporary folder, one screen
for a failure, and no silent skip in CI."""

import os
import re
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from _aeroplane import aeroplane
from _repo import LESSON, Projects, first_and_last

# What these hold is for the proofs to read; `06_test.py` only sounds like tests.
collect_ignore_glob = ["wrong/*", "asked/*", "apps/*"]

# `make test` is for a reader and runs these files; all others are for those who change
# the course, and `make proofs` runs them.
FOR_READERS = (
    "test_exercises.py",
    "test_notebooks.py",
    "test_projects.py",
    "test_repository.py",
    "test_shape.py",
)
SLOWEST = 3
SCREEN = 50  # lines

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

# Kernels and servers import much; without cached bytecode that takes minutes.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# What was said to this `make` (ARGS, LESSON) is not meant for those that proofs start.
for name in ("ARGS", "LESSON", "MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS", "MAKELEVEL"):
    os.environ.pop(name, None)
# Started with & from a script, a process ignores Ctrl-C, and so would all its children.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser):
    parser.addoption("--lesson", help="only what concerns one lesson, such as 7")


def pytest_configure(config):
    config.addinivalue_line("markers", "proof: for those who change the course")
    config.addinivalue_line("markers", "long: begins before the others")


@pytest.fixture(autouse=True, scope="session")
def own_state(tmp_path_factory):
    """Nothing that a proof solves counts as the learner's progress."""
    os.environ["COURSE_STATE"] = str(tmp_path_factory.mktemp("state"))
    os.environ.pop("MODEL_DIR", None)


@pytest.fixture(scope="session")
def fonts():
    """Matplotlib's first import on a machine says on stderr that it lists the fonts."""
    command = [sys.executable, "-c", "import matplotlib.font_manager"]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def offline():
    """The words before a command that keep the network from it (see _aeroplane.py)."""
    with aeroplane() as prefix:
        yield prefix


@pytest.fixture(scope="session")
def projects(tmp_path_factory):
    """Lessons' projects with their models, each trained once for all workers."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent  # one place for all workers
    return Projects(shared / "trained")


@pytest.fixture(scope="session")
def project(projects):
    """project(lesson, folder) copies a lesson there, with its model."""
    return projects.copy


def pytest_ignore_collect(collection_path, config):
    """`make test` does not even read what it leaves to `make proofs`."""
    name = collection_path.name
    is_test = name.startswith("test_") and name.endswith(".py")
    if config.option.markexpr == "not proof" and is_test and name not in FOR_READERS:
        return True
    return None


def lesson_of(item):
    """`07`, for a test that was made for one lesson; None for all others."""
    params = item.callspec.params if hasattr(item, "callspec") else {}
    found = [LESSON.search(value) for value in params.values() if type(value) is str]
    return next((match[0][:2] for match in found if match), None)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    for item in items:
        if item.path.name not in FOR_READERS:
            item.add_marker("proof")
        # With `--dist loadgroup`: a file stays together, unless it says otherwise.
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.path.name))
    if wanted := config.getoption("--lesson"):
        number = f"{int(wanted):02}"
        others = [item for item in items if lesson_of(item) != number]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if lesson_of(item) == number]
    listed = {item: place for place, item in enumerate(items)}
    # The long ones first, so that no worker is left alone with one in the end; and the
    # later the lesson, the longer.
    items.sort(key=lambda item: int(lesson_of(item) or 0), reverse=True)
    items.sort(key=lambda item: not item.get_closest_marker("long"))
    first = list(dict.fromkeys(map(group, items)))
    # Within a group, in their order: notebook 03 before 04, which shares its model.
    items.sort(key=lambda item: (first.index(group(item)), listed[item]))


def group(item):
    return item.get_closest_marker("xdist_group").args[0]


def in_ci():
    return bool(os.environ.get("CI")) and sys.platform == "linux"


def fail_if_skipped(report):
    """In CI nothing may be missing, so a skipped proof is a failed one."""
    if report.skipped and in_ci() and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not accept: {report.longrepr}"
    return report


def fit_on_a_screen(report):
    """Keep of a failure its beginning and its end: what helps, and not a whole log."""
    if report.failed:
        text = first_and_last(str(report.longrepr), SCREEN)
        if text != str(report.longrepr):
            report.longrepr = text
        report.sections = [(n, first_and_last(t, 20)) for n, t in report.sections]
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    return fit_on_a_screen(fail_if_skipped((yield)))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    return fail_if_skipped((yield))


def pytest_terminal_summary(terminalreporter):
    """At the end: what took longest, and all that was skipped, with the reasons."""
    if terminalreporter.config.option.collectonly:
        return
    took, skipped = Counter(), Counter()
    reports = [*terminalreporter.getreports("passed")]
    for report in [*reports, *terminalreporter.getreports("failed")]:
        took[report.nodeid] += getattr(report, "duration", 0)
        for name, value in getattr(report, "user_properties", ()):
            if name == "skipped":
                skipped[value] += 1
    for report in terminalreporter.getreports("skipped"):
        reason = report.longrepr[-1] if report.longrepr else "no reason given"
        reason = reason.removeprefix("Skipped: ")
        skipped[f"{report.nodeid.removeprefix('tests/')}: {reason}"] += 1
    terminalreporter.section("the slowest, and what was skipped")
    for name, seconds in took.most_common(SLOWEST):
        terminalreporter.line(f"{seconds:6.1f} s  {name.removeprefix('tests/')}")
    for what, times in sorted(skipped.items()):
        what = re.sub(r"\s+", " ", what)
        terminalreporter.line(f"skipped  {what}" + f" ({times} times)" * (times > 1))
    if not skipped:
        terminalreporter.line("nothing was skipped")
