"""Lesson 13's parts in C, in an environment of its own.

uvicorn takes them wherever it finds them, so nothing else may have them. What is
skipped elsewhere for want of them runs here, with requests that offer HTTP/2.
"""

import os

import pytest
from _repo import child_env, copy, files, first_and_last, must, run
from test_copy_out import install  # noqa: F401

LESSON = "13_fast"


@pytest.mark.parametrize("lesson", [LESSON])
def test_the_quick_parser(lesson, tmp_path, install):  # noqa: F811
    folder = copy(files(f"lessons/{lesson}"), tmp_path / lesson, f"lessons/{lesson}")
    programs = install(folder / "requirements-quick.txt")
    env = child_env(tmp_path / "env")
    env["PATH"] = f"{programs}{os.pathsep}{os.environ['PATH']}"
    must([programs / "python", "train.py"], cwd=folder, env=env)
    command = [programs / "python", "-m", "pytest", "-q", "-rs", "--color=no"]
    done = run([*command, "tests/test_protocol.py"], cwd=folder, env=env)
    assert done.returncode == 0, first_and_last(done.stdout + done.stderr)
    assert "skipped" not in done.stdout
