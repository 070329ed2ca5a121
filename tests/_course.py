"""A small course with one lesson, and how the proofs run its commands."""

import json
import os
import shutil
import subprocess
import sys

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course import catalog

ROOT = catalog.ROOT
KEEP = shutil.ignore_patterns("__pycache__", "lesson_*.py")

README = """# Iris service

It tells flowers apart.<!-- course --> Lesson 03 explains it.<!-- /course -->

```bash
python -m pip install -r requirements.txt
python -m pytest
python -m uvicorn app:app
```

```text
app.py       the service
├── demos/
│   └── naive.py    goes wrong
tests/       tests
```

<!-- course -->
The course shows it step by step.
<!-- /course -->
"""
PLAIN = """# Iris service

It tells flowers apart.

```bash
python -m pip install -r requirements.txt
python -m pytest
python -m uvicorn app:app
```

```text
app.py       the service
tests/       tests
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


def make_repo(tmp_path):
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


def other_kernel(folder, *argv):
    """Let the kernel python3 be another one: what a stray `ipykernel install` does."""
    place = folder / "kernels" / "python3"
    place.mkdir(parents=True)
    spec = {"argv": list(argv), "display_name": "Python 3", "language": "python"}
    (place / "kernel.json").write_text(json.dumps(spec))
    return folder


def bare_python(folder):
    """Make an environment without any package, as before the set-up."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
