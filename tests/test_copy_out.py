"""Each lesson, copied alone to a path with a space and an accent, works there.

The environment holds what its own requirements.txt names and nothing else, and the
commands are those of its README, as they stand there. So are the examples, and what
they are said to print.
"""

import hashlib
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from shutil import which
from string import Template

import psutil
import pytest
from _repo import ROOT, child_env, copy, files, lessons, read, run

every_lesson = pytest.mark.parametrize("lesson", lessons())
PRINTS = re.compile(r"prints:\n\n```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WINDOWS = sys.platform == "win32"


def readme(lesson):
    assert f"lessons/{lesson}/README.md" in files("lessons")
    return (ROOT / f"lessons/{lesson}/README.md").read_text(encoding="utf-8")


def blocks(lesson):
    """The README's code blocks: (language, code). The first: install, run, test."""
    pattern = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    found = pattern.findall(readme(lesson))
    assert found and found[0][0] == "bash", "the first code block is in bash"
    return found


def group(lesson):
    """Lessons with the same requirements share an environment, so one process."""
    file = ROOT / f"lessons/{lesson}/requirements.txt"
    pins = file.read_bytes() if file.exists() else lesson.encode()
    # Only on Linux do two servers on port 8000 not see each other (_aeroplane.py).
    linux = sys.platform == "linux"
    return hashlib.sha256(pins).hexdigest()[:8] if linux else "copy-out"


@pytest.fixture(scope="session")
def install(tmp_path_factory):
    """install(requirements.txt) returns the folder of the programs of an environment
    made from it, from uv's cache or, where that does not have it all, the network."""
    made = {}

    def install(file):
        pins = file.read_bytes()
        if pins not in made:
            folder = tmp_path_factory.mktemp("environment") / "venv"
            uv = [sys.executable, "-m", "uv", "--no-config", "--quiet"]
            run([*uv, "venv", "--python", sys.executable, folder], check=True)
            python = folder / ("Scripts/python.exe" if WINDOWS else "bin/python")
            add = [*uv, "pip", "install", "--python", python, "-r", file]
            # Each file names all that it needs, so no index has to be asked.
            cached = run([*add, "--offline", "--no-deps"]).returncode == 0
            if not cached and (last := run(add)).returncode:
                pytest.skip(f"neither cached nor to be fetched: {last.stderr[-500:]}")
            made[pins] = python.parent
        return made[pins]

    return install


def answers(prefix, log, folder, env, examples):
    """Wait until the server says where it listens, then compare its answers."""
    for _ in range(600):
        text = log.read_text(encoding="utf-8")
        if found := re.search(r"running on (http://\S+)", text):
            break
        time.sleep(0.1)
    else:
        pytest.fail(f"the server does not start: {text}")
    ask = [str(ROOT / "tests/_parity.py"), str(folder), found[1]]
    done = run([*prefix, which("python", path=env["PATH"]), *ask], cwd=folder, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.match(r"HTTP \d+\n", done.stdout)
    for i, (language, code) in enumerate(examples):
        if language == "bash":
            words = [Template(word).safe_substitute(env) for word in shlex.split(code)]
            done = run([*prefix, *words], cwd=folder, env=env)
            assert json.loads(done.stdout) == json.loads(examples[i + 1][1]), code
        elif language == "python":
            done = run(
                [*prefix, which("python", path=env["PATH"]), "-c", code],
                cwd=folder,
                env=env,
            )
            assert done.stdout.splitlines() == re.findall(
                "^# (.*)$", code, re.MULTILINE
            )


def needs(prefix, folder, env):
    """`env` and what else the lesson's service needs, as tests/asked says."""
    ask = [str(ROOT / "tests/_parity.py"), str(folder), "environment"]
    done = run([*prefix, which("python", path=env["PATH"]), *ask], cwd=folder, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    return env | json.loads(done.stdout)


def serve_and_interrupt(prefix, command, folder, env, log, examples):
    """Start a README's server, ask it, end it with Ctrl-C; nothing is left."""
    new = {"start_new_session": True}
    if WINDOWS:
        new = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    with open(log, "wb") as out:
        both = {"stdout": out, "stderr": subprocess.STDOUT}
        process = subprocess.Popen(
            [*prefix, *command], cwd=folder, env=env, **both, **new
        )
    family = [psutil.Process(process.pid)]
    try:
        answers(prefix, log, folder, env, examples)
        family += family[0].children(recursive=True)
        if WINDOWS:
            process.send_signal(signal.CTRL_BREAK_EVENT)
        else:
            os.killpg(process.pid, signal.SIGINT)
        code = process.wait(timeout=15)
        said = log.read_text(encoding="utf-8")
        assert WINDOWS or code in (0, 130, -signal.SIGINT), f"{code}: {said}"
        assert "Traceback" not in said
        _, left = psutil.wait_procs(family, timeout=5)
        assert not left, f"still there after Ctrl-C: {left}"
    finally:
        for one in family:
            if one.is_running():
                one.kill()


def runs_its_tests(lesson):
    """Whether the notebook runs all tests of the lesson, from its own other folder."""
    command = f'!"{{sys.executable}}" -m pytest -q ../lessons/{lesson}'
    cells = read(f"notebooks/{lesson}.ipynb").cells
    return any(cell.source.replace(" --color=no", "") == command for cell in cells)


@pytest.mark.parametrize(
    "lesson",
    [
        pytest.param(name, marks=pytest.mark.xdist_group(group(name)))
        for name in lessons()
    ],
)
def test_copy_out(lesson, tmp_path, install, offline):
    (_, first), *examples = blocks(lesson)
    first, *others = [shlex.split(line, comments=True) for line in first.splitlines()]
    assert first in (
        ["pip", "install", "-r", "requirements.txt"],
        ["python", "-m", "pip", "install", "-r", "requirements.txt"],
    )
    assert ["python", "-m", "pytest"] in others
    # A service with keys needs one step more before its start.
    assert len(others) == 2 or others[1:-1] == [["python", "keys.py", "init"]]
    folder = tmp_path / "ü b" / lesson
    copy(files(f"lessons/{lesson}"), folder, f"lessons/{lesson}")
    programs = install(folder / "requirements.txt")
    env = child_env(tmp_path) | {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "VIRTUAL_ENV": str(programs.parent),
    }
    for command in others:
        command[0] = which(command[0], path=env["PATH"])
        if "uvicorn" in command:
            log = tmp_path / "server.log"
            more = needs(offline, folder, env)
            serve_and_interrupt(offline, command, folder, more, log, examples)
        else:
            done = run([*offline, *command], cwd=folder, env=env)
            assert done.returncode == 0, done.stdout + done.stderr
            if "pytest" not in command and (promised := PRINTS.search(readme(lesson))):
                assert done.stdout == promised[1]
    if runs_its_tests(lesson):
        return
    # An IDE or a service manager starts it from some other folder.
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    command = [which("python", path=env["PATH"]), "-m", "pytest", "-q", folder]
    done = run([*offline, *command], cwd=elsewhere, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    assert list(elsewhere.iterdir()) == []


@every_lesson
def test_a_lesson_knows_nothing_outside_its_folder(lesson):
    outside = re.compile(r"\.\./|\.parent\.parent|\.parents\[|(from|import) course\b")
    for name in files(f"lessons/{lesson}"):
        if name.endswith((".py", ".ipynb")):
            found = outside.search((ROOT / name).read_text(encoding="utf-8"))
            assert not found, f"{name}: {found[0]}"
