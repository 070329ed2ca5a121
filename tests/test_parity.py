"""The model and the test client give the same predictions.

A real HTTP call and the lesson's client: test_copy_out.py, which starts each service as
its README says.
"""

import re
import sys

import pytest
from _repo import ROOT, child_env, must, services


@pytest.mark.parametrize("lesson", services())
def test_parity(lesson, tmp_path, offline, project):
    folder = project(lesson, tmp_path / lesson)
    command = [sys.executable, str(ROOT / "tests/_parity.py"), str(folder)]
    env = child_env(tmp_path / "env")
    done = must([*offline, *command], cwd=folder, env=env)
    # Around it stands the log, which services write to their own output.
    assert re.search(r"^test client [1-9]", done.stdout, re.MULTILINE), done.stdout
