"""What a learner sees: a notebook in JupyterLab, a lesson's /docs, both offline."""

import json
import re
import sys

import _browser
import nbformat
import pytest
from _repo import ROOT, child_env, must, read, services, tags

HERE = ROOT / "tests"
# It asks for the number of a decision that has to be made first; and for somebody who
# has to be enrolled first.
PERSON = "/people/{person}"
NOT_ASKED = ["GET /decisions/{number}", "POST /verify"]
NOT_ASKED += [f"{method} {PERSON}" for method in ("GET", "DELETE")]
NOT_ASKED += [f"{method} {PERSON}/pictures/{{picture}}" for method in ("GET", "DELETE")]


@pytest.fixture(autouse=True)
def browser():
    if not _browser.executable():
        pytest.skip("no Chromium or Chrome on this machine (or set CHROMIUM to one)")


def parts(text):
    """Text as a page shows it, without the white space that a page may move."""
    return " ".join(text.split())


@pytest.mark.xdist_group("lab")
def test_a_notebook_runs_in_jupyterlab(tmp_path, offline, fonts):
    command = [*offline, sys.executable, "_lab.py", "notebooks/03_serve.ipynb"]
    must([*command, tmp_path], cwd=HERE)

    facts = json.loads((tmp_path / "seen.json").read_text(encoding="utf-8"))
    assert facts["strangers"] == []
    for i, shown in enumerate(facts["cells"], start=1):
        assert shown["prompt"] == f"[{i}]:", (
            f"cell {i} has not run: {facts['cells'][:i]}"
        )
    saved = nbformat.read(tmp_path / "saved.ipynb", as_version=4)
    cells = [cell for cell in saved.cells if cell.cell_type == "code"]
    assert len(cells) == len(facts["cells"]) > 0
    for cell in cells:
        failed = any(output.output_type == "error" for output in cell.outputs)
        assert failed == ("raises-exception" in tags(cell)), cell.source

    # The last output is on the page, not only in the file.
    pairs = zip(cells, facts["cells"], strict=True)
    cell, shown = [pair for pair in pairs if pair[0].outputs][-1]
    last = cell.outputs[-1]
    text = last.get("text") or last["data"]["text/plain"]
    assert parts(text) and parts(text) in parts(shown["output"])
    assert list(tmp_path.glob("screen-*.png"))


@pytest.mark.parametrize("lesson", services())
def test_try_it_out_in_docs_answers_without_internet(
    lesson, tmp_path, offline, project
):
    folder, env = project(lesson, tmp_path / lesson), child_env(tmp_path / "env")
    prose = [cell.source for cell in read(f"notebooks/{lesson}.ipynb").cells]
    scripts = re.findall(r"```javascript\n(.+?)```", "\n".join(prose), re.DOTALL)
    command = [*offline, sys.executable, "_docs.py", folder, tmp_path / "out"]
    must([*command, *scripts], cwd=HERE, env=env)

    facts = json.loads((tmp_path / "out/docs.json").read_text(encoding="utf-8"))
    assert facts["strangers"] == []
    assert facts["answers"], "no endpoint is shown"
    answers = facts["answers"].items()
    refused = {k: v for k, v in answers if k not in NOT_ASKED and v[0] != "2"}
    assert not refused, f"the example does not work as it stands: {refused}"
    said = facts["console"]
    assert len(said) == len(scripts) and all(line.startswith("200 ") for line in said)


def test_the_dashboard_draws_what_the_service_counts(tmp_path, offline, project):
    lesson = project("08_monitor", tmp_path / "08")
    env = child_env(tmp_path / "env") | {"PYTHONPATH": str(lesson)}
    env |= {"STORE_FILE": str(tmp_path / "store.db"), "LOG_FILE": str(tmp_path / "log")}
    command = [*offline, sys.executable, "_dashboard.py", tmp_path]
    must(command, cwd=HERE, env=env)

    facts = json.loads((tmp_path / "dashboard.json").read_text(encoding="utf-8"))
    assert facts["strangers"] == facts["errors"] == []
    assert re.fullmatch(r"[1-9]\d+ messages judged since the start\.", facts["state"])
    assert facts["end"] == "The service does not answer."
    assert len(facts["lines"]) == 5
    for title, points in facts["lines"].items():
        assert points and all(count >= 2 for count in points), title


def test_the_gallery_shows_what_the_model_saw(tmp_path, offline, project):
    lesson = project("10_images", tmp_path / "10")
    env = child_env(tmp_path / "env") | {"PYTHONPATH": str(lesson)}
    must([*offline, sys.executable, "_try.py", tmp_path], cwd=HERE, env=env)

    facts = json.loads((tmp_path / "try.json").read_text(encoding="utf-8"))
    assert facts["strangers"] == facts["errors"] == []
    refused, letter, turned, plain = facts["cards"]
    for card in (plain, turned):
        assert card["words"].startswith("3") and card["ink"] > 8
    assert letter["words"].startswith("unknown") and letter["ink"] > 8
    assert "no picture that we know" in refused["words"] and refused["ink"] is None
    assert facts["said"].startswith("This is unlike every digit")
    assert facts["end"] == "The service does not answer. Is it running?"
    assert facts["too wide"] <= 0


def test_the_page_of_lesson_12_in_all_its_states(tmp_path, offline, project):
    lesson = project("12_front", tmp_path / "12")
    env = child_env(tmp_path / "env") | {"PYTHONPATH": str(lesson)}
    must([*offline, sys.executable, "_front.py", tmp_path], cwd=HERE, env=env)

    facts = json.loads((tmp_path / "front.json").read_text(encoding="utf-8"))
    assert facts["strangers"] == facts["errors"] == facts["axe"] == []
    assert facts["too wide"] <= 0
    said = facts["states"]
    for state in ("three", "a worker died", "online again"):
        assert said[state] == "It is a 3."
    assert said["by keyboard"] == "It is a 1." and said["bars"] == 3
    for state in ("empty", "undone", "taken back"):
        assert said[state] == "Nothing is drawn yet."
    assert said["no digit"].startswith("This is unlike every digit")
    assert said["no digit"].endswith("If it were one:")
    assert said["offline"].startswith("You are offline.")
    assert said["slow"].startswith("The service takes too long.")
    assert said["gone"] == "The service does not answer."
    assert re.search("does not answer|offline", said["all gone"])
    assert said["too often"].startswith("Too many requests")
    # What notebook 12 shows of the console is what a browser says today.
    told = (lesson / "demos/console.txt").read_text(encoding="utf-8").splitlines()
    console = facts["console"]
    assert told == [console["no header"], console["nginx says 413"]]
    assert console["allowed"] == "It is a 3."
