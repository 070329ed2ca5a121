"""Each lesson, copied alone to a path with a space and an accent, works there.

The environment holds what its own requirements.txt names and nothing else, and the
commands are those of its README and of its notebook, as they stand there: said and
done. So are the questions to the service, and the answers that are printed below them.
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

import psutil
import pytest
from _readme import RUN, SET_UP, asks, blocks, commands, questions, same, set_up, to_run
from _repo import (
    ROOT,
    child_env,
    copy,
    files,
    first_and_last,
    lessons,
    must,
    notebooks,
    read,
    run,
)
from _running import lesson_of

every_lesson = pytest.mark.parametrize("lesson", lessons())
PRINTS = re.compile(r"prints:\n\n```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# In a sentence: `python train.py`, but not `python train.py --data FOLDER`.
INLINE = re.compile(r"`(python3? [^`\n]+)`")
FILL_IN = re.compile(r"\b[A-Z]{2,}\b|…|[<>{]")
WINDOWS = sys.platform == "win32"


def readme(lesson):
    assert f"lessons/{lesson}/README.md" in files("lessons")
    return (ROOT / f"lessons/{lesson}/README.md").read_text(encoding="utf-8")


def said_in(name):
    """[(language, code)] of the blocks in a notebook that a reader would run."""
    said = [cell.source for cell in read(name).cells if cell.cell_type == "markdown"]
    found = [block for text in said for block in blocks(text)]
    return [(language, code) for language, code in found if language in RUN]


def asked_in(lesson):
    """The questions of README, with the answers, and of the notebook, without."""
    said = said_in(f"notebooks/{lesson}.ipynb")
    return questions(readme(lesson)) + [(*one, None) for one in said if asks(*one)]


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


def shell(line):
    """A command as whoever pastes it into a terminal would run it."""
    return ["cmd", "/c", line] if WINDOWS else ["bash", "-c", line]


def until_it_listens(process, log, patience=120):
    """Wait until the server says where; its address, or the end of its log."""
    end = time.monotonic() + patience
    while time.monotonic() < end and process.poll() is None:
        text = log.read_text(encoding="utf-8", errors="replace")
        if found := re.search(r"running on (http://\S+)", text):
            return found[1]
        time.sleep(0.1)
    pytest.fail(f"no start: {first_and_last(log.read_text('utf-8', 'replace'))}")


def ask(prefix, url, folder, env, questions):
    """Compare the server's answers with the model's, then with what README says."""
    python = which("python", path=env["PATH"])
    asked = [str(ROOT / "tests/_parity.py"), str(folder), url]
    done = must([*prefix, python, *asked], cwd=folder, env=env)
    counts = dict(line.rsplit(" ", 1) for line in done.stdout.splitlines())
    ways = {"HTTP"} | ({"client"} if (folder / "client.py").exists() else set())
    assert set(counts) == ways and len(set(counts.values())) == 1, done.stdout
    for language, code, answer in questions:
        command = [python, "-c", code] if language == "python" else shell(code)
        done = must([*prefix, *command], cwd=folder, env=env)
        if language == "python" and answer is None:
            answer = "\n".join(re.findall("^# (.*)$", code, re.MULTILINE))
        good = same(done.stdout, answer) if answer else '"detail"' not in done.stdout
        assert good, f"{code}\n{done.stdout}"


def needs(prefix, folder, env):
    """`env` and what else the lesson's service needs, as tests/asked says."""
    asked = [str(ROOT / "tests/_parity.py"), str(folder), "environment"]
    python = which("python", path=env["PATH"])
    done = must([*prefix, python, *asked], cwd=folder, env=env)
    return env | json.loads(done.stdout)


def serve_and_interrupt(prefix, command, folder, env, log, questions):
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
        url = until_it_listens(process, log)
        ask(prefix, url, folder, env, questions)
        family += family[0].children(recursive=True)
        if WINDOWS:
            process.send_signal(signal.CTRL_BREAK_EVENT)
        else:
            os.killpg(process.pid, signal.SIGINT)
        code = process.wait(timeout=60)
        said = log.read_text(encoding="utf-8", errors="replace")
        right = WINDOWS or code in (0, 130, -signal.SIGINT)
        assert right and "Traceback" not in said, f"{code}: {first_and_last(said)}"
        _, left = psutil.wait_procs(family, timeout=30)
        assert not left, f"still there after Ctrl-C: {left}"
    finally:
        for one in family:
            if one.is_running():
                one.kill()


@pytest.mark.parametrize(
    "lesson",
    [
        pytest.param(name, marks=pytest.mark.xdist_group(group(name)))
        for name in lessons()
    ],
)
def test_copy_out(lesson, tmp_path, install, offline):
    text = readme(lesson)
    listed = to_run(text)
    assert "python -m pytest" in listed
    served = [line for line in listed if "uvicorn" in line]
    assert served or lesson < "03", "how does one start it?"
    assert all(answer or "#" in code for _, code, answer in questions(text))
    inline = [line for line in INLINE.findall(text) if not FILL_IN.search(line)]
    inline = [line for line in dict.fromkeys(inline) if line not in listed]
    folder = tmp_path / "ü b" / lesson
    copy(files(f"lessons/{lesson}"), folder, f"lessons/{lesson}")
    programs = install(folder / "requirements.txt")
    env = child_env(tmp_path) | {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "VIRTUAL_ENV": str(programs.parent),
    }
    for line in [*listed, *inline]:
        if "uvicorn" in line:
            command = shlex.split(line, comments=True)
            command[0] = which(command[0], path=env["PATH"])
            more, log = needs(offline, folder, env), tmp_path / "server.log"
            asked = asked_in(lesson) if line == served[0] else []
            serve_and_interrupt(offline, command, folder, more, log, asked)
        elif not SET_UP.fullmatch(line):
            done = must([*offline, *shell(line)], cwd=folder, env=env, timeout=600)
            promised = PRINTS.search(text)
            if "pytest" not in line and promised and line in text[: promised.start()]:
                assert done.stdout == promised[1]
    for language, code in blocks(text):
        if language == "python" and not asks(language, code):
            command = [*offline, which("python", path=env["PATH"]), "-c", code]
            said = must(command, cwd=folder, env=env).stdout.splitlines()
            assert said == re.findall(r"^print\(.*\)  # (.*)$", code, re.MULTILINE), (
                code
            )


@every_lesson
def test_the_environment_is_made_in_the_same_way_everywhere(lesson):
    """So that it is enough to do it once as it is written: the next test."""
    assert set_up(readme(lesson)) == set_up(readme(lessons()[0])) != []


def test_an_environment_made_as_readme_says(tmp_path):
    """The set-up of lesson 01, with pip, from wherever this machine's pip fetches."""
    lesson = lessons()[0]
    folder = tmp_path / "ü b" / lesson
    copy(files(f"lessons/{lesson}"), folder, f"lessons/{lesson}")
    if WINDOWS:
        pytest.skip("the README's lines for Windows are others")
    lines = [line for line in set_up(readme(lesson)) if "\\" not in line]
    script = "set -e\n" + "\n".join([*lines, "python -m pytest"])
    env = child_env(tmp_path)
    for name in ("VIRTUAL_ENV", "PYTHONHOME"):
        env.pop(name, None)
    # The Python that runs this, under the names by which README calls it.
    env["PATH"] = f"{called_python3(tmp_path)}{os.pathsep}{env['PATH']}"
    must(["bash", "-c", script], cwd=folder, env=env, timeout=600)


def called_python3(folder):
    """A folder with a `python3` that is the one which runs this, outside of .venv."""
    place = folder / "names"
    place.mkdir()
    base = getattr(sys, "_base_executable", sys.executable)
    for name in ("python3", "python"):
        (place / name).write_text(f'#!/bin/sh\nexec "{base}" "$@"\n')
        (place / name).chmod(0o755)
    return place


@pytest.mark.parametrize("name", notebooks("notebooks"))
def test_a_notebook_tells_to_run_what_readme_tells(name):
    """What is in README has been run as it stands, in a fresh copy."""
    text = readme(lesson_of(name))
    known, moves = {*set_up(text), *to_run(text)}, re.compile(r"(cd|cp -r) .*")
    for language, code in said_in(name):
        if not asks(language, code):
            lines = [line for line in commands(code) if not moves.fullmatch(line)]
            assert {*lines} <= known, f"not in README: { ({*lines} - known) }"


@every_lesson
def test_a_lesson_knows_nothing_outside_its_folder(lesson):
    folder = f"lessons/{lesson}/"
    for name in files(folder):
        # From a module in app/ the project's folder is two steps up, and no more.
        up = r"\.parent" * (2 + name.removeprefix(folder).count("/"))
        outside = re.compile(rf"\.\./|{up}|\.parents\[|(from|import) course\b")
        if name.endswith((".py", ".ipynb")):
            found = outside.search((ROOT / name).read_text(encoding="utf-8"))
            assert not found, f"{name}: {found[0]}"
