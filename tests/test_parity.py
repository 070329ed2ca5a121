"""The model, the test client and a real HTTP call give the same predictions."""

import sys

import pytest
from _repo import ROOT, child_env, must, services


@pytest.mark.parametrize("lesson", services())
def test_parity(lesson, tmp_path, offline, project):
    folder = project(lesson, tmp_path / lesson)
    command = [sys.executable, str(ROOT / "tests/_parity.py"), str(folder)]
    env = child_env(tmp_path / "env")
    done = must([*offline, *command], cwd=folder, env=env)
    # In between stands the log, which services write to their own output.
    lines = [line for line in done.stdout.splitlines() if not line.startswith("{")]
    counts = dict(line.rsplit(" ", 1) for line in lines)
    ways = {"test client", "HTTP"} | (
        {"client"} if (folder / "client.py").exists() else set()
    )
    assert set(counts) == ways and len(set(counts.values())) == 1, done.stdout
