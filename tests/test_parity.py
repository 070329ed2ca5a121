"""The model, the test client and a real HTTP call give the same predictions."""

import sys

import pytest
from _repo import ROOT, child_env, copy, files, lessons, run

APPS = [name for name in lessons() if (ROOT / f"lessons/{name}/app.py").exists()]


@pytest.mark.parametrize("lesson", APPS)
def test_parity(lesson, tmp_path, offline):
    folder = copy(files(f"lessons/{lesson}"), tmp_path / lesson, f"lessons/{lesson}")
    env = child_env(tmp_path)
    for command in (["train.py"], [str(ROOT / "tests/_parity.py"), str(folder)]):
        done = run([*offline, sys.executable, *command], cwd=folder, env=env)
        assert done.returncode == 0, done.stdout + done.stderr
    counts = dict(line.rsplit(" ", 1) for line in done.stdout.splitlines())
    ways = {"test client", "HTTP"} | (
        {"client"} if (folder / "client.py").exists() else set()
    )
    assert set(counts) == ways and len(set(counts.values())) == 1, done.stdout
