"""Bad input gets a clear 4xx and never a 5xx, a hang or a guess, from lesson 05 on."""

import json
import re
import sys

import pytest
from _repo import ROOT, child_env, copy, files, first_and_last, run, services
from hostile.exchange import Answer
from hostile.judge import complaints
from hostile.operations import Operation
from hostile.request import NAMED, with_body


def hostile(folder, offline, tmp_path, *parts):
    command = [sys.executable, str(ROOT / "tests/_hostile.py"), str(folder), *parts]
    return run([*offline, *command], cwd=folder, env=child_env(tmp_path / "env"))


@pytest.mark.parametrize(
    "lesson",
    [
        pytest.param(name, marks=pytest.mark.xdist_group(f"hostile-{name}"))
        for name in services(since="05")
    ],
)
def test_bad_input(lesson, tmp_path, offline, project):
    done = hostile(project(lesson, tmp_path / lesson), offline, tmp_path)
    assert done.returncode == 0, first_and_last(done.stdout + done.stderr)
    assert int(re.search(r"^(\d+) hostile requests", done.stdout)[1]) >= 150


def test_a_naive_service_is_found_out(tmp_path, offline):
    where = "tests/hostile/naive"
    folder = copy(files(where), tmp_path / "naive", where)
    done = hostile(folder, offline, tmp_path, "corpus")
    assert done.returncode == 1, first_and_last(done.stdout + done.stderr)
    for finding in (
        r"500 is not the right refusal \(.*no such number \d+.*half a character \d+",
        r"200 to what may not be answered \(.*wrong value \d+.*no such number \d+",
        r"200 to what may not be answered \(.*misspelt \d+.*unknown field \d+",
        r"a 422 that repeats the request \(.*wrong value \d+",
        r"a 422 of type application/json \(",
        r"a 413 of type text/plain \(enormous \d+",
        r"the log repeats the request \(.*odd text \d+",
        r"a traceback in the log",
    ):
        assert re.search(f"^WRONG, \\d+ times: {finding}", done.stdout, re.MULTILINE)


def test_a_name_that_comes_back_is_found_out():
    body = json.dumps({NAMED: 1})
    request = with_body("unknown field", "a name", Operation("/part", {}, {}), body)
    problem = {"type": "about:blank", "title": "No", "status": 422, "detail": "No."}
    head = "HTTP/1.1 422 No\r\nContent-Type: application/problem+json"
    for detail, found in (("no such name", []), (request.marks[NAMED], ["repeats"])):
        told = json.dumps(problem | {"detail": detail}).encode()
        said = complaints(request, [Answer(422, head, told)], 0.1, None)
        assert [text.split()[3] for text in said] == found
