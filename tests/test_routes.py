"""A service with keys is closed by default: whatever nobody opened on purpose."""

import ast
import json
import sys

import pytest
from _repo import ROOT, child_env, copy, files, must, services


def asked(name):
    """What is written in tests/asked/NAME.py, without running it."""
    text = (ROOT / f"tests/asked/{name}.py").read_text(encoding="utf-8")
    tree = ast.parse(text).body
    keys = any(getattr(node, "name", "") == "headers" for node in tree)
    public = [
        ast.literal_eval(node.value)
        for node in tree
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PUBLIC"
    ]
    return keys, public[0] if public else {}


def is_public(path, public):
    """`/files/*` opens the folder /files and all that is below it."""
    below = tuple(name[:-1] for name in public if name.endswith("*"))
    return path in public or f"{path}/".startswith(below)


def left_open(folder, name, tmp_path):
    """{"GET /path": status} of what answers without a key though it is not public."""
    command = [sys.executable, str(ROOT / "tests/_routes.py"), str(folder)]
    done = must(command, cwd=folder, env=child_env(tmp_path / "env"))
    found, (_, public) = json.loads(done.stdout.splitlines()[-1]), asked(name)
    lost = [path for path in public if not path.endswith("*")]
    paths = {route.partition(" ")[2] for route in found}
    assert {*lost} <= paths, f"PUBLIC names what is not there: { ({*lost} - paths) }"
    return {
        route: status
        for route, status in found.items()
        if status not in (401, 403) and not is_public(route.partition(" ")[2], public)
    }


WITH_KEYS = [name for name in services() if asked(name)[0]]


def test_there_are_services_with_keys():
    assert "07_secure" in WITH_KEYS


@pytest.mark.parametrize("lesson", WITH_KEYS)
def test_closed_by_default(lesson, tmp_path, project):
    folder = project(lesson, tmp_path / lesson)
    assert left_open(folder, lesson, tmp_path) == {}


def test_an_open_included_route_is_found_out(tmp_path):
    where = "tests/apps/open_route"
    folder = copy(files(where), tmp_path / "open_route", where)
    found = left_open(folder, "open_route", tmp_path)
    assert "GET /later/customers/{number}" in found  # and FastAPI's own pages
    assert "GET /openapi.json" in found and "POST /predict" not in found
