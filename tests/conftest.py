"""What all proofs share: state in a temporary folder, and no silent skip in CI."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from _aeroplane import aeroplane

# What these hold is for the proofs to read; `06_test.py` only sounds like tests.
collect_ignore_glob = ["wrong/*", "asked/*"]

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

# Kernels and servers import much; without cached bytecode that takes minutes.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


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


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    # The long ones first, so that no worker is left alone with one in the end.
    items.sort(key=lambda item: "test_runs_first_and_alone" not in item.name)
    # With `--dist loadgroup`: a file stays together, unless it says otherwise.
    for item in items:
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.path.name))


def fail_if_skipped(report):
    """In CI nothing may be missing, so a skipped proof is a failed one."""
    if report.skipped and os.environ.get("CI") and sys.platform == "linux":
        if not hasattr(report, "wasxfail"):
            report.outcome = "failed"
            report.longrepr = f"skipped, which CI does not accept: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    return fail_if_skipped((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    return fail_if_skipped((yield))
