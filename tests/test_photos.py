"""Lesson 11's embedder for photographs, with dlib, in an environment of its own.

120 MB, which neither readers nor other proofs need; so what is skipped elsewhere for
want of them runs here.
"""

import os

import pytest
from _repo import ROOT, child_env, copy, files, first_and_last, must, run
from test_copy_out import install  # noqa: F401
from test_projects import ELSEWHERE

LESSON = "11_faces"


@pytest.mark.parametrize("lesson", [LESSON])
def test_photographs(lesson, tmp_path, install):  # noqa: F811
    folder = copy(files(f"lessons/{lesson}"), tmp_path / lesson, f"lessons/{lesson}")
    programs = install(folder / "requirements-photos.txt")
    env = child_env(tmp_path / "env")
    env["PATH"] = f"{programs}{os.pathsep}{os.environ['PATH']}"
    must([programs / "python", "train.py"], cwd=folder, env=env)
    command = [programs / "python", "-m", "pytest", "-q", "-rs", "--color=no"]
    done = run([*command, "tests/test_photos.py"], cwd=folder, env=env)
    assert done.returncode == 0, first_and_last(done.stdout + done.stderr)
    assert "skipped" not in done.stdout


def test_every_skip_that_is_excused_is_run_by_a_proof():
    for reason, proof in ELSEWHERE.items():
        assert (ROOT / "tests" / proof).exists(), reason
