"""python -m course: each command, what it says, its exit status, what it leaves."""

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
from _course import (
    PLAIN,
    ROOT,
    bare_python,
    course,
    environment,
    files,
    git,
    make_repo,
    other_kernel,
    published,
    write_notebook,
)
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course import catalog
from course._copies import new

FILES = [".gitignore", "README.md", "app.py", "train.py"]
COURSE_S = re.compile(r"course|\blessons?\b|demos|\b\d\d_[a-z]+", re.IGNORECASE)


@pytest.fixture
def repo(tmp_path):
    return make_repo(tmp_path)


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


def test_check_puts_back_files_in_folders_too(repo):
    app = repo / "lessons/03_serve/app"
    (app / "deep").mkdir(parents=True)
    (app / "main.py").write_text("whole = True\n")
    (app / "deep/one.py").write_text("whole = True\n")
    write_notebook(
        repo,
        "answer = 42\nword = 'model'",
        "%%writefile ../lessons/03_serve/app/main.py\nnothing = 1",
        "import shutil; shutil.rmtree('../lessons/03_serve/app/deep')",
    )
    before = published(repo)
    assert "✓ 3.1 Right." in course(repo, "check", "3").stdout
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


def test_check_without_a_kernel(repo, tmp_path):
    place = other_kernel(tmp_path / "k", sys.executable, "-c", "raise SystemExit(1)")
    done = course(repo, "check", "3", JUPYTER_PATH=place)
    assert done.returncode == 1
    assert "The kernel does not start" in done.stderr
    assert "python -m course doctor" in done.stderr


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
    assert sorted(files(target)) == FILES
    readme = (target / "README.md").read_text(encoding="utf-8")
    assert readme == PLAIN.replace("Iris service", 'my "iris" ñ')
    app = (target / "app.py").read_text(encoding="utf-8")
    assert app == 'app = FastAPI(title="my \\"iris\\" ñ", lifespan=None)\n'
    lines = [line.strip() for line in done.stdout.splitlines()[2:]]
    assert lines[0].startswith("cd ") and str(target) in lines[0]
    assert lines[1] == "git init" and not (target / ".git").exists()
    assert lines[2].endswith(" -m venv .venv") and lines[3].endswith("activate")
    assert lines[4:] == PLAIN.splitlines()[5:8]
    assert sorted(os.listdir(tmp_path)) == [target.name, "ü b"]


def test_new_leaves_out_the_demos_and_each_word_of_the_course(repo, tmp_path):
    lesson = repo / "lessons/03_serve"
    for name in ("demos/naive.py", "tests/test_demos.py", "tests/test_app.py"):
        (lesson / name).parent.mkdir(exist_ok=True)
        (lesson / name).write_text("# course\nLESSON = 3\n# /course\nkept = True\n")
    cells = [
        new_markdown_cell(
            "# Tour: serve\n\nRead on.<!-- course --> Or 03.<!-- /course -->"
        ),
        new_code_cell("import demos.naive", metadata={"tags": ["demos"]}),
        new_markdown_cell("<!-- course -->Lesson 3 says more.<!-- /course -->"),
        new_code_cell("print('the end')", id="03_serve-4"),
    ]
    nbformat.write(new_notebook(cells=cells), lesson / "tour.ipynb")
    git(repo, "add", "-A")
    assert course(repo, "new", "3", tmp_path / "flowers").returncode == 0
    copied = files(tmp_path / "flowers")
    assert sorted(copied) == sorted([*FILES, "tests/test_app.py", "tour.ipynb"])
    assert copied["tests/test_app.py"] == b"kept = True\n"
    tour = nbformat.read(tmp_path / "flowers/tour.ipynb", as_version=4)
    sources = [cell.source for cell in tour.cells]
    assert sources == ["# flowers: a tour\n\nRead on.", "print('the end')"]
    nbformat.validate(tour)
    for name, data in copied.items():
        assert not COURSE_S.search(data.decode()), name


@pytest.mark.parametrize("lesson", [one.title for one in catalog.there()])
def test_no_word_of_the_course_is_in_a_copy(lesson, tmp_path):
    one = catalog.named(lesson)
    new(one, tmp_path / "my api", ROOT)
    for name, data in files(tmp_path / "my api").items():
        # Sentences of somebody's reviews may speak of lessons.
        if name.endswith((".py", ".md", ".ipynb", ".toml", ".yml", ".yaml", ".html")):
            found = COURSE_S.search(data.decode())
            assert not found, f"{name}: …{data.decode()[found.start() - 60 :][:120]}"


def test_a_copy_of_lesson_5_is_a_project_that_works(tmp_path):
    target = tmp_path / "ü b" / "tumör api"
    target.parent.mkdir()
    done = course(ROOT, "new", "5", target)
    assert done.returncode == 0, done.stderr
    assert not (target / "demos").exists()
    assert (target / "README.md").read_text("utf-8").startswith("# tumör api\n")
    assert 'title="tumör api"' in (target / "app/main.py").read_text("utf-8")
    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    ran = subprocess.run(
        tests,
        cwd=target,
        env=environment(MODEL_DIR=None, PYTEST_ADDOPTS=None),
        capture_output=True,
        encoding="utf-8",
    )
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-500:]


def test_new_copies_what_git_tracks_and_says_what_you_changed(repo, tmp_path):
    (repo / "lessons/03_serve/notes.txt").write_text("mine")
    (repo / "lessons/03_serve/train.py").write_text("print('changed')\n")
    done = course(repo, "new", "3", tmp_path / "api")
    assert "with changes to: train.py" in done.stdout
    assert sorted(files(tmp_path / "api")) == FILES


def test_new_without_git_copies_all_but_what_is_built(repo, tmp_path):
    shutil.rmtree(repo / ".git")
    (repo / "lessons/03_serve/notes.txt").write_text("mine")
    assert course(repo, "new", "3", tmp_path / "api").returncode == 0
    assert sorted(files(tmp_path / "api")) == sorted([*FILES, "notes.txt"])


def test_new_takes_an_empty_folder_and_warns_inside_the_course(repo):
    (repo / "mine").mkdir()
    done = course(repo, "new", "3", "mine")
    assert done.returncode == 0 and "inside the course's own folder" in done.stdout
    assert "cd mine\n" in done.stdout
    assert sorted(files(repo / "mine")) == FILES


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


@pytest.mark.skipif(os.name == "nt" or os.geteuid(), reason="only root may chown")
def test_git_s_own_cure_is_passed_on_whole_and_works(repo, tmp_path):
    (repo / "lessons/03_serve/app.py").write_text("mine")
    subprocess.run(["chown", "-R", "12345", str(repo)], check=True)
    german = {"LC_ALL": "de_DE.UTF-8", "LANGUAGE": "de", "HOME": tmp_path}
    done = course(repo, "reset", "3", **german)
    assert done.returncode == 1
    said = done.stderr.splitlines()
    (cure,) = [line.strip() for line in said if "--add safe.directory" in line]
    env = environment(**german)
    subprocess.run(cure, shell=True, env=env, cwd=repo, check=True)
    assert course(repo, "reset", "3", **german).returncode == 0


def test_reset_that_fails_half_way_changes_nothing(repo, monkeypatch):
    from course import _reset

    (repo / "lessons/03_serve/app.py").write_text("mine")
    write_notebook(repo, "answer = 1")
    before, rename = published(repo), Path.rename

    def refuse(path, target):
        if "reset-" in str(path) and path.suffix == ".ipynb":
            raise PermissionError(13, "Permission denied", str(path))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(_reset.Sorry, match="nothing was changed"):
        _reset.reset(catalog.named("3"), repo)
    assert published(repo) == before


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
