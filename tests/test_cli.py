"""python -m course: each command, what it says, its exit status, what it leaves."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course import catalog, doctor

ROOT = catalog.ROOT
KEEP = shutil.ignore_patterns("__pycache__", "lesson_*.py")

README = """# Iris service

Lesson 03 of the course explains it.

```bash
python -m pip install -r requirements.txt
python -m pytest
python -m uvicorn app:app
```
"""
EXERCISES = """from course.exercises import NotYet, exercise

@exercise("3.1", "What is 6 times 7?", "Count.")
def first(answer):
    if answer != 42:
        raise NotYet(f"answer is {answer}.")
    return "Right."

@exercise("3.2", "What is its plural?", "Add an s.")
def second(word):
    if word != "models":
        raise NotYet(f"word is {word!r}.")
    return "Right."
"""
SETUP = "import sys\nsys.path.append('..')\nfrom course import check"


def write_notebook(repo, *cells, file="03_serve.ipynb"):
    """Write lesson 3's notebook with these cells between its set-up and its checks."""
    prose = "# Serve\n\nTime: 50 min (35 reading and running, 15 exercises)"
    heads = ["### Exercise 3.1 — Answer", "### Exercise 3.2 — Name"]
    notebook = new_notebook(
        cells=[
            new_markdown_cell(prose),
            new_code_cell(SETUP),
            *(new_code_cell(cell) if isinstance(cell, str) else cell for cell in cells),
            new_markdown_cell(heads[0]),
            new_code_cell('check("3.1")'),
            new_markdown_cell(heads[1]),
            new_code_cell('check("3.2")'),
        ]
    )
    nbformat.write(notebook, repo / "notebooks" / file)


def git(repo, *arguments):
    who = ["-c", "user.name=A Reader", "-c", "user.email=reader@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=repo, check=True, capture_output=True)


@pytest.fixture
def repo(tmp_path):
    """A small course with lesson 3 alone, committed, in a folder with a bad name."""
    repo = tmp_path / "ü b"
    shutil.copytree(ROOT / "course", repo / "course", ignore=KEEP)
    (repo / "course/exercises/lesson_03.py").write_text(EXERCISES)
    lesson = repo / "lessons" / "03_serve"
    (lesson / "models").mkdir(parents=True)
    (lesson / "models" / "iris.joblib").write_text("built")
    (lesson / "README.md").write_text(README)
    (lesson / "app.py").write_text('app = FastAPI(title="Iris API", lifespan=None)\n')
    (lesson / "train.py").write_text("print('trained')\n")
    (repo / "notebooks").mkdir()
    (repo / "models").mkdir()
    write_notebook(repo, "answer = 42\nword = 'model'")
    ignored = ["models/", "__pycache__/", ".course/", "*.yours-*"]
    (repo / ".gitignore").write_text("\n".join(ignored))
    git(repo, "init", "-q", "-b", "main")
    git(repo, "add", "-A")
    git(repo, "commit", "-qm", "The course")
    return repo


def environment(**changes):
    env = {**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1"}
    for name, value in changes.items():
        env.pop(name, None)
        if value is not None:
            env[name] = str(value)
    return env


def course(repo, *arguments, python=sys.executable, **changes):
    """Run a command; a traceback is never an answer."""
    changes.setdefault("COURSE_STATE", repo / ".course")
    done = subprocess.run(
        [python, "-m", "course", *map(str, arguments)],
        cwd=repo,
        env=environment(**changes),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def published(repo):
    """What the learner sees of the repository, without what only git sees."""
    return {
        name: data
        for name, data in files(repo).items()
        if not name.startswith((".git/", ".course/"))
    }


# The lessons


def test_fifteen_lessons_and_how_to_name_them(repo):
    assert [one.number for one in catalog.LESSONS] == list(range(1, 16))
    for name in ("3", "03", "serve", "03_serve"):
        assert catalog.lesson(name, repo).title == "03_serve"
    for folder in (ROOT / "lessons").iterdir():
        if re.fullmatch(r"\d\d_[a-z]+", folder.name):
            assert catalog.named(folder.name).title == folder.name


def test_list(repo):
    state = repo / ".course" / "progress.json"
    state.parent.mkdir()
    state.write_text('{"3.1": "2026-11-23"}')
    done = course(repo, "list")
    assert done.returncode == 0 and not done.stderr
    lines = done.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    (serve,) = (line for line in lines if " serve " in line)
    assert "50 min" in serve and "1 of 2 solved" in serve
    assert sum("(not there yet)" in line for line in lines) == 14
    assert lines[-1] == "Next: exercise 3.2, in notebooks/03_serve.ipynb"


@pytest.mark.parametrize("progress", ["", "[1]", "{"])
@pytest.mark.parametrize("notebook", ["{", "[]", '{"cells": [{}]}'])
def test_list_survives_damaged_files(repo, progress, notebook):
    (repo / ".course").mkdir()
    (repo / ".course" / "progress.json").write_text(progress)
    (repo / "notebooks" / "03_serve.ipynb").write_text(notebook)
    done = course(repo, "list")
    assert done.returncode == 0 and "0 of 0 solved" in done.stdout


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["check", "77"], "There is no lesson '77'. There are: 3 serve."),
        (["check", "3.1"], "There is no lesson '3.1'. There are: 3 serve."),
        (["new", "9", "x"], "Lesson 9 (version) is not there yet. There are: 3 serve."),
        (["reset", "zero"], "There is no lesson 'zero'."),
        (["doctor", "hello"], "is not a code of the doctor's"),
        (["check", "3", "--seconds", "0"], "--seconds is a whole number"),
        (["new", "3"], "required: FOLDER"),
        (["fly"], "invalid choice: 'fly'"),
        ([], "commands:"),
    ],
)
def test_wrong_usage_is_told_and_exits_with_2(repo, arguments, sentence):
    before = published(repo)
    done = course(repo, *arguments)
    assert done.returncode == 2 and not done.stdout
    assert sentence in done.stderr
    assert published(repo) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows has other pipes")
def test_a_reader_that_has_gone_is_no_error(repo):
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "course", "list"]
    done = subprocess.run(command, cwd=repo, stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


# check


def test_check_tells_each_verdict_and_writes_no_file(repo):
    write_notebook(
        repo,
        "answer = 42\nword = 'model'",
        "%%writefile ../lessons/03_serve/app.py\nnothing = 1",
    )
    before = published(repo)
    done = course(repo, "check", "3")
    assert done.returncode == 1 and not done.stderr
    assert "✓ 3.1 Right." in done.stdout
    assert "○ 3.2 not yet: word is 'model'." in done.stdout
    assert done.stdout.endswith("1 of 2 exercises solved.\n")
    assert published(repo) == before


def test_check_is_0_when_all_is_solved_and_list_knows(repo):
    write_notebook(repo, "answer = 42\nword = 'models'")
    done = course(repo, "check", "3")
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 of 2 solved" in course(repo, "list").stdout


def test_check_goes_on_after_an_error_and_names_the_first(repo):
    expected = new_code_cell("1 / 0", metadata={"tags": ["raises-exception"]})
    write_notebook(repo, expected, "answer = 42", "\nwrd = wurd  # here", "int('x')")
    done = course(repo, "check", "3")
    assert done.returncode == 1
    assert "✓ 3.1 Right." in done.stdout and "○ 3.2 not yet" in done.stdout
    assert "A cell stopped with NameError: name 'wurd' is not" in done.stdout
    assert "It begins: wrd = wurd  # here" in done.stdout
    assert "ZeroDivision" not in done.stdout and "ValueError" not in done.stdout


@pytest.mark.parametrize(
    "cell, sentence",
    [
        ("import os; os._exit(3)", "The kernel died, so I stopped there: import os"),
        ("while True: pass", "A cell took more than 3 s, so I stopped there: while"),
    ],
)
def test_check_and_a_dying_cell(repo, cell, sentence):
    write_notebook(repo, cell)
    before = published(repo)
    done = course(repo, "check", "3", "--seconds", "3")
    assert done.returncode == 1 and not done.stderr
    assert sentence in done.stdout
    assert '○ 3.1 not yet: no check("3.1") was run' in done.stdout
    assert published(repo) == before


def test_check_and_a_damaged_notebook(repo):
    (repo / "notebooks" / "03_serve.ipynb").write_text("{")
    done = course(repo, "check", "3")
    assert done.returncode == 1 and not done.stdout
    assert "03_serve.ipynb cannot be read as a notebook" in done.stderr
    assert "python -m course reset 3" in done.stderr


def other_kernel(folder, *argv):
    """Let the kernel python3 be another one: what a stray `ipykernel install` does."""
    place = folder / "kernels" / "python3"
    place.mkdir(parents=True)
    spec = {"argv": list(argv), "display_name": "Python 3", "language": "python"}
    (place / "kernel.json").write_text(json.dumps(spec))
    return folder


def test_check_without_a_kernel(repo, tmp_path):
    place = other_kernel(tmp_path / "k", sys.executable, "-c", "raise SystemExit(1)")
    done = course(repo, "check", "3", JUPYTER_PATH=place)
    assert done.returncode == 1
    assert "The kernel does not start" in done.stderr
    assert "python -m course doctor" in done.stderr


def bare_python(folder):
    """Make an environment without any package, as before the set-up."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def test_commands_without_packages(repo, tmp_path):
    python = bare_python(tmp_path / "bare")
    assert course(repo, "list", python=python).returncode == 0
    for arguments in (["check", "3"], ["walk"]):
        (repo / "lessons" / "04_call").mkdir(exist_ok=True)
        done = course(repo, *arguments, python=python)
        assert done.returncode == 1 and not done.stdout
        assert "No module named" in done.stderr
        assert "python -m course doctor" in done.stderr


# new


def test_new_makes_a_project_with_its_own_name(repo, tmp_path):
    target = tmp_path / 'my "iris" ñ'
    done = course(repo, "new", "3", target)
    assert done.returncode == 0 and not done.stderr
    assert sorted(files(target)) == ["README.md", "app.py", "train.py"]
    readme = (target / "README.md").read_text(encoding="utf-8")
    assert readme == README.replace("Iris service", 'my "iris" ñ')
    app = (target / "app.py").read_text(encoding="utf-8")
    assert app == 'app = FastAPI(title="my \\"iris\\" ñ", lifespan=None)\n'
    lines = done.stdout.splitlines()
    assert [line.strip() for line in lines[-3:]] == README.splitlines()[5:8]
    assert str(target) in lines[-4] and lines[-4].strip().startswith("cd ")
    assert sorted(os.listdir(tmp_path)) == [target.name, "ü b"]


def test_new_copies_what_git_tracks_and_says_what_you_changed(repo, tmp_path):
    (repo / "lessons/03_serve/notes.txt").write_text("mine")
    (repo / "lessons/03_serve/train.py").write_text("print('changed')\n")
    done = course(repo, "new", "3", tmp_path / "api")
    assert "with changes to: train.py" in done.stdout
    assert sorted(files(tmp_path / "api")) == ["README.md", "app.py", "train.py"]


def test_new_without_git_copies_all_but_what_is_built(repo, tmp_path):
    shutil.rmtree(repo / ".git")
    (repo / "lessons/03_serve/notes.txt").write_text("mine")
    assert course(repo, "new", "3", tmp_path / "api").returncode == 0
    names = ["README.md", "app.py", "notes.txt", "train.py"]
    assert sorted(files(tmp_path / "api")) == names


def test_new_takes_an_empty_folder_and_warns_inside_the_course(repo):
    (repo / "mine").mkdir()
    done = course(repo, "new", "3", "mine")
    assert done.returncode == 0 and "inside the course's own folder" in done.stdout
    assert "cd mine\n" in done.stdout
    assert sorted(files(repo / "mine")) == ["README.md", "app.py", "train.py"]


def test_new_never_overwrites_and_leaves_nothing_half_made(repo, tmp_path):
    full, file, missing = tmp_path / "full", tmp_path / "file", tmp_path / "no" / "x"
    full.mkdir()
    (full / "mine.txt").write_text("mine")
    file.write_text("mine")
    before = files(tmp_path)
    for target, sentence in [
        (full, "is not empty"),
        (file, "is a file"),
        (missing, "is not there"),
    ]:
        done = course(repo, "new", "3", target)
        assert done.returncode == 1 and sentence in done.stderr
    (repo / "lessons/03_serve/train.py").unlink()
    del before["ü b/lessons/03_serve/train.py"]
    for target in (tmp_path / "api", tmp_path / "empty"):
        if target.name == "empty":
            target.mkdir()
        done = course(repo, "new", "3", target)
        assert done.returncode == 1 and "train.py is missing" in done.stderr
        assert "python -m course reset 3" in done.stderr
    assert files(tmp_path) == before
    assert sorted(os.listdir(tmp_path)) == ["empty", "file", "full", "ü b"]


# reset


def test_reset_puts_back_what_was_published_and_keeps_yours(repo):
    before = published(repo)
    for number in (1, 2):
        (repo / "lessons/03_serve/app.py").write_text(f"mine {number}")
        write_notebook(repo, f"answer = {number}")
        done = course(repo, "reset", "3")
        assert done.returncode == 0 and "As published (main)" in done.stdout
        kept = repo / f"lessons/03_serve.yours-{number}"
        assert (kept / "app.py").read_text() == f"mine {number}"
        kept = repo / f"notebooks/03_serve.yours-{number}.ipynb"
        assert f"answer = {number}" in kept.read_text()
    now = {n: data for n, data in published(repo).items() if ".yours-" not in n}
    del before["lessons/03_serve/models/iris.joblib"]  # it moved out with yours
    assert now == before
    status = subprocess.run(["git", "status", "--porcelain"], cwd=repo, text=True,
                            capture_output=True)  # fmt: skip
    assert status.stdout == ""
    assert os.listdir(repo / ".course") == []


def test_reset_with_nothing_to_do(repo):
    before = published(repo)
    done = course(repo, "reset", "3")
    assert done.returncode == 0 and "nothing to do" in done.stdout
    assert published(repo) == before


def test_reset_leaves_alone_what_does_not_differ(repo):
    write_notebook(repo, "answer = 1")
    done = course(repo, "reset", "3")
    assert "lessons/" not in done.stdout
    assert not list(repo.glob("lessons/*.yours-*"))
    assert list(repo.glob("notebooks/*.yours-1.ipynb"))


def test_reset_brings_back_what_was_deleted(repo):
    shutil.rmtree(repo / "lessons/03_serve")
    (repo / "notebooks/03_serve.ipynb").unlink()
    assert course(repo, "reset", "3").returncode == 0
    assert (repo / "lessons/03_serve/app.py").is_file()
    assert (repo / "notebooks/03_serve.ipynb").is_file()
    assert not list(repo.glob("*/*.yours-*"))


def test_reset_takes_the_upstream_version_rather_than_your_commits(repo, tmp_path):
    git(tmp_path, "clone", "-q", str(repo), "clone")
    clone = tmp_path / "clone"
    app = clone / "lessons/03_serve/app.py"
    app.write_text("mine, committed")
    git(clone, "commit", "-qam", "Mine")
    done = course(clone, "reset", "3")
    assert done.returncode == 0 and "As published (origin/main)" in done.stdout
    assert "Iris API" in app.read_text()


@pytest.mark.parametrize("why", ["no .git", "no git", "inside another", "no commit"])
def test_reset_without_a_published_version(repo, tmp_path, why):
    (repo / "lessons/03_serve/app.py").write_text("mine")
    changes, sentence = {}, "is not a git clone of the course"
    if why == "no git":
        changes, sentence = {"PATH": tmp_path / "nothing"}, "git is not installed"
    else:
        shutil.rmtree(repo / ".git")
    if why == "inside another":
        git(tmp_path, "init", "-q")
    if why == "no commit":
        git(repo, "init", "-q")
        sentence = "git knows no published version of lesson 3 (serve)"
    before = published(repo)
    done = course(repo, "reset", "3", **changes)
    assert done.returncode == 1 and sentence in done.stderr
    assert published(repo) == before


def test_reset_that_fails_half_way_changes_nothing(repo, monkeypatch):
    from course import _copies

    (repo / "lessons/03_serve/app.py").write_text("mine")
    write_notebook(repo, "answer = 1")
    before, rename = published(repo), Path.rename

    def refuse(path, target):
        if "reset-" in str(path) and path.suffix == ".ipynb":
            raise PermissionError(13, "Permission denied", str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(_copies.Sorry, match="nothing was changed"):
        _copies.reset(catalog.named("3"), repo)
    assert published(repo) == before


# doctor


def letters(done):
    """The code's letters; its last line must be a code that the doctor understands."""
    code = done.stdout.splitlines()[-1].removeprefix("code: ")
    assert doctor.explain(code)
    return code.partition("-")[0]


def lock(repo, *lines):
    (repo / "requirements.txt").write_text("\n".join(lines))


NBCLIENT = f"nbclient=={doctor.metadata.version('nbclient')} \\\n    --hash=sha256:00"
DIRECT = {"http_proxy": None, "HTTP_PROXY": None, "ALL_PROXY": None, "all_proxy": None}


def test_doctor_ready(repo):
    lock(repo, NBCLIENT, "colorama==0.1 ; python_version < '3' \\", "    --hash=x")
    done = course(repo, "doctor", **DIRECT)
    assert "✗" not in done.stdout and "1 packages as in" in done.stdout
    assert done.returncode == 0 and "\nready\n" in done.stdout
    assert letters(done) == "READY"
    assert not (repo / ".course").exists()


def test_doctor_and_the_lock(repo):
    lock(repo, "nbclient==0.0.1", "no-such-thing==1", NBCLIENT.replace("nbc", "nbC"))
    done = course(repo, "doctor", **DIRECT)
    assert done.returncode == 1
    assert "1 of 3 missing (no-such-thing), 1 in another version (nb" in done.stdout
    assert "First: Run in the course's folder: " in done.stdout
    assert letters(done) == "P"


def test_doctor_where_nothing_is_installed(repo, tmp_path):
    lock(repo, NBCLIENT, "requests==2 ; python_version > '3' \\", "    --hash=x")
    python = bare_python(tmp_path / "bare")
    done = course(repo, "doctor", python=python, **DIRECT)
    assert done.returncode == 1 and letters(done) == "PK"
    assert "First: Run in the course's folder: " in done.stdout


def test_doctor_and_a_kernel_of_another_environment(repo, tmp_path):
    lock(repo, NBCLIENT)
    script = (
        "import runpy, sys; sys.prefix = '/else'; sys.argv = ['', '-f', sys.argv[1]];"
        "runpy.run_module('ipykernel_launcher', run_name='__main__')"
    )
    argv = [sys.executable, "-c", script, "{connection_file}"]
    place = other_kernel(tmp_path / "k", *argv)
    done = course(repo, "doctor", JUPYTER_PATH=place, **DIRECT)
    assert done.returncode == 1 and letters(done) == "K"
    assert "the kernel python3 belongs to /else" in done.stdout
    place = other_kernel(tmp_path / "l", sys.executable, "-c", "raise SystemExit(1)")
    done = course(repo, "doctor", JUPYTER_PATH=place, **DIRECT)
    assert done.returncode == 1 and letters(done) == "K"
    assert "the kernel python3 does not start" in done.stdout


def test_doctor_and_a_proxy(repo, monkeypatch):
    lock(repo, NBCLIENT)
    for name in [*DIRECT, "NO_PROXY", "no_proxy"]:
        monkeypatch.delenv(name, raising=False)
    proxies = DIRECT | {"http_proxy": "http://me:secret@proxy.example:3128"}
    done = course(repo, "doctor", no_proxy=None, NO_PROXY=None, **proxies)
    assert done.returncode == 1 and letters(done) == "X"
    assert "would go to the proxy http://proxy.example:3128" in done.stdout
    assert "NO_PROXY=127.0.0.1,localhost" in done.stdout
    assert "secret" not in done.stdout
    assert doctor._proxy(repo).good
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    assert not doctor._proxy(repo).good
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert doctor._proxy(repo).good


def test_doctor_findings_that_a_test_cannot_bring_about(repo, monkeypatch):
    def look(letter):
        return next(found for found in doctor.examine(repo) if found.letter == letter)

    monkeypatch.setattr(doctor, "_kernel", lambda root: doctor.Finding("K", 1, "", ""))
    monkeypatch.setattr(doctor, "NEWEST", (3, 10))
    assert not look("V").good and "Install Python 3.11 to 3.10" in look("V").cure
    monkeypatch.setattr(doctor, "ENOUGH", 10**9)
    assert not look("D").good
    (repo / ".venv").mkdir()
    assert look("E").good
    with monkeypatch.context() as outside:
        outside.setattr(sys, "prefix", sys.base_prefix)
        assert not look("E").good and ".venv" in look("E").cure

    def nobody_answers(*_):
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(doctor.urllib.request, "build_opener", nobody_answers)
    assert not look("N").good
    monkeypatch.setattr(doctor, "_disk", lambda root: 1 / 0)
    assert "could not be looked at: division by zero" in look("D").sentence


def test_doctor_and_folders_that_cannot_be_written(repo, monkeypatch):
    def refuse(dir):
        if Path(dir).name == "lessons":
            raise PermissionError(13, "Permission denied")
        return open(os.devnull)

    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", refuse)
    found = doctor._folders(repo)
    assert not found.good
    assert found.sentence == "cannot write to lessons/ (Permission denied)"


def test_doctor_explains_a_code(repo):
    lock(repo, NBCLIENT)
    own = doctor.code([], repo)
    assert re.fullmatch(r"READY-[LMWO]\d\.\d+-[0-9a-f]{4}", own)
    done = course(repo, "doctor", own)
    assert "the same requirements.txt as yours" in done.stdout
    done = course(repo, "doctor", "kp-w3.12-0000")
    assert done.stdout.splitlines() == [
        "Windows, Python 3.12",
        "another requirements.txt than yours: one copy is not up to date",
        doctor.MEANINGS["P"],
        doctor.MEANINGS["K"],
    ]


# walk


def refused(url):
    port = int(url.rpartition(":")[2])
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) != 0


def test_walk_ends_with_the_answer_of_a_live_server():
    proxy = "http://127.0.0.1:9"  # nothing listens there
    before = files(ROOT / "lessons" / "04_call")
    done = course(ROOT, "walk", http_proxy=proxy, NO_PROXY=None, no_proxy=None)
    assert done.returncode == 0 and not done.stderr, done.stderr
    steps = re.findall(r"^  \d\. (\w+) +(\d+\.\d\d) s ", done.stdout, re.MULTILINE)
    assert [name for name, _ in steps] == ["train", "save", "serve", "call"]
    assert float(steps[0][1]) > 0.1
    assert '"prediction": "setosa"' in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    (url,) = re.findall(r"http://127\.0\.0\.1:\d+", done.stdout)
    assert refused(url)
    assert files(ROOT / "lessons" / "04_call") == before


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C cannot be sent to one process")
@pytest.mark.parametrize("step", ["From", "3. serve"])
def test_walk_and_ctrl_c(step):
    command = [sys.executable, "-u", "-m", "course", "walk"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as walk:
        said = ""
        while step not in said:
            said += walk.stdout.readline() or pytest.fail(walk.stderr.read())
        walk.send_signal(signal.SIGINT)
        out, error = walk.communicate(timeout=20)
    assert walk.returncode == 130 and not error.strip()
    for url in re.findall(r"http://127\.0\.0\.1:\d+", said + out):
        assert refused(url)


def broken_walk(repo, file, text):
    shutil.copytree(
        ROOT / "lessons" / "04_call",
        repo / "lessons" / "04_call",
        ignore=shutil.ignore_patterns("__pycache__", "models"),
    )
    (repo / "lessons" / "04_call" / file).write_text(text)
    return course(repo, "walk")


def test_walk_over_a_broken_lesson(repo):
    done = broken_walk(repo, "train.py", "raise ValueError('no flowers')")
    assert done.returncode == 1
    assert "Training failed: ValueError: no flowers" in done.stderr
    shutil.rmtree(repo / "lessons" / "04_call")
    assert course(repo, "walk").returncode == 1
    done = broken_walk(repo, "app.py", "raise ValueError('no app')")
    assert done.returncode == 1 and "ValueError: no app" in done.stderr


# What a terminal sees


@pytest.mark.skipif(os.name == "nt", reason="there is no pty on Windows")
def test_progress_is_shown_on_a_terminal_after_a_second(repo):
    import pty

    write_notebook(repo, "import time; time.sleep(3)", "answer = 42\nword = 'models'")
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "course", "check", "3"]
    env = environment(COURSE_STATE=repo / ".course")
    check = subprocess.Popen(command, cwd=repo, env=env, stdout=slave, stderr=slave)
    os.close(slave)
    seen, end = b"", time.monotonic() + 60
    while time.monotonic() < end:
        try:
            seen += os.read(master, 1024)
        except OSError:  # the other side is closed: Linux says so with an error
            break
    os.close(master)
    assert check.wait(timeout=20) == 0
    text = seen.decode()
    assert re.search(r"\rcell 2 of 5 … \d+ s", text)
    assert "✓ 3.2 Right.\r\n" in text and "Traceback" not in text
    assert not re.search(r"cell \d+ of 5", text.rpartition("\r\n")[0][-30:])
