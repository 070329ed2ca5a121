"""What the proofs know of the repository: its files, lessons, notebooks and copies."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from _layout import entry
from filelock import FileLock

ROOT = Path(__file__).resolve().parent.parent
LESSON = re.compile(r"\d\d_[a-z]+")
WRITEFILE = re.compile(r"%%writefile +(.+)\n")


def run(command, **settings):
    """Run a command to its end; its output and errors are text, whatever the locale."""
    settings = {"capture_output": True, "encoding": "utf-8", **settings}
    return subprocess.run(command, errors="replace", **settings)


def must(command, **settings):
    """Run a command that has to succeed; AssertionError with what it said last."""
    done = run(command, **settings)
    words = " ".join(str(word) for word in command[-6:])
    said = first_and_last(done.stdout + done.stderr)
    assert done.returncode == 0, f"exit status {done.returncode} of … {words}\n{said}"
    return done


def first_and_last(text, most=40):
    """A text as it is shown where there is one screen: no long log, no long line."""
    lines = [line[:400] + " …" * (len(line) > 400) for line in text.splitlines()]
    if len(lines) > most:
        first = most // 4
        left_out = f"… {len(lines) - most} lines are left out here …"
        lines = [*lines[:first], left_out, *lines[first - most :]]
    return "\n".join(lines)


def files(under=""):
    """Paths, relative to the root, of all that git tracks or would track."""
    command = ["git", "ls-files", "-co", "--exclude-standard", "-z", "--", under or "."]
    if not ((ROOT / ".git").exists() and shutil.which("git")):  # a ZIP, or no git
        return [name for name in without_git() if name.startswith(under)]
    names = sorted(set(run(command, cwd=ROOT).stdout.split("\0")) - {""})
    # A file that was deleted but is still in the index is listed too.
    return [name for name in names if (ROOT / name).is_file()]


def without_git():
    """What a ZIP of the repository holds: all files but those that programs made."""
    made = {".git", ".venv", ".course", "__pycache__", ".ipynb_checkpoints"}
    made |= {".pytest_cache", ".hypothesis", ".ruff_cache"}
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in made]
        here = Path(folder).relative_to(ROOT)
        if "models" in here.parts:
            names = [name for name in names if name == "README.md"]
        found += [(here / name).as_posix() for name in names if ".yours-" not in name]
    return sorted(found)


def lessons():
    """Names of the lessons that are there: `01_train`, `02_save`, …"""
    return sorted(
        {
            parts[1]
            for parts in (Path(name).parts for name in files("lessons"))
            if len(parts) > 2 and LESSON.fullmatch(parts[1])
        }
    )


def services(since="03"):
    """Names of the lessons that serve something."""
    return [
        name for name in lessons() if name >= since and entry(ROOT / "lessons" / name)
    ]


def runs_its_tests(lesson):
    """Whether the notebook runs all tests of the lesson, from its own other folder."""
    command = f'!"{{sys.executable}}" -m pytest -q ../lessons/{lesson}'
    cells = read(f"notebooks/{lesson}.ipynb").cells
    return any(cell.source.replace(" --color=no", "") == command for cell in cells)


def notebooks(*kinds):
    """Paths of the notebooks of some kinds: notebooks, solutions, lessons (tours)."""
    kinds = kinds or ("notebooks", "solutions", "lessons")
    return [
        name
        for name in files()
        if name.endswith(".ipynb") and name.split("/")[0] in kinds
    ]


def read(name):
    """The notebook as nbformat reads it."""
    return nbformat.read(ROOT / name, as_version=4)


def tags(cell):
    return set(cell.metadata.get("tags", []))


def exercise_id(cell):
    """`3.1`, from the first line `# Exercise 3.1` of a starter or a solution."""
    found = re.match(r"# Exercise (\d+\.\d+)$", cell.source.partition("\n")[0])
    return found and found[1]


def written(cell):
    """(file relative to the root, content) that a %%writefile cell writes, or None."""
    found = WRITEFILE.match(cell.source)
    if not found:
        return None
    path = os.path.normpath(os.path.join("notebooks", found[1].strip().strip("\"'")))
    body = cell.source[found.end() :]
    return Path(path).as_posix(), body if body.endswith("\n") else body + "\n"


def copy(names, to, under="."):
    """Copy the named files; their paths below `under` stay as they are."""
    for name in names:
        target = Path(to) / Path(name).relative_to(under)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target)
    return Path(to)


class Projects:
    """Lessons copied out, each with a model that was trained once for all tests."""

    def __init__(self, place):
        self.place = place
        place.mkdir(parents=True, exist_ok=True)

    def copy(self, lesson, to):
        """Copy a lesson and its model; the folder that `to` names is made."""
        copy(files(f"lessons/{lesson}"), to, f"lessons/{lesson}")
        self.give_models(lesson, Path(to, "models"))
        return Path(to)

    def warm(self, lesson, clone):
        """Put a lesson's model where its notebooks and its project would build it.

        That they do build it is for those proofs to see that begin with nothing.
        """
        for place in (clone / "models", clone / "lessons" / lesson / "models"):
            self.give_models(lesson, place)

    def give_models(self, lesson, to):
        trained = self.place / lesson
        with FileLock(self.place / f"{lesson}.lock"):
            if not (trained / "done").exists():
                shutil.rmtree(trained, ignore_errors=True)
                copy(files(f"lessons/{lesson}"), trained, f"lessons/{lesson}")
                env = child_env(trained / ".proof")
                must([sys.executable, "train.py"], cwd=trained, env=env)
                (trained / "done").touch()
        if (trained / "models").exists():
            shutil.copytree(trained / "models", to, dirs_exist_ok=True)


def git(folder, *arguments):
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    settings = ["-c", "user.name=proof", "-c", "user.email=proof@localhost"]
    settings += ["-c", "core.autocrlf=false", "-c", "core.excludesFile="]
    settings += ["-c", "core.hooksPath=", "-c", "commit.gpgsign=false"]
    command = ["git", *settings, *arguments]
    return must(command, cwd=folder).stdout


def clone(to):
    """A fresh clone of the work tree as it is now, uncommitted work included."""
    copy(files(), to)
    git(to, "init", "-q")
    git(to, "add", "-A")
    git(to, "commit", "-qm", "as it is now")
    return Path(to)


def changes(folder):
    """What `git status` would tell there: nothing, as an empty string."""
    return git(folder, "status", "--porcelain")


def child_env(folder):
    """An environment for child processes that keeps the user's own settings out."""
    for name in ("ipython", "config", "runtime", "state"):
        (Path(folder) / name).mkdir(parents=True, exist_ok=True)
    # Where CI is set, pytest prints its summary without shortening it.
    private = ("CI", "BUILD_NUMBER", "MAKE", "MODEL_DIR", "PYTEST_", "PYTHONPATH")
    env = {k: v for k, v in os.environ.items() if not k.startswith(private)}
    return env | {
        "IPYTHONDIR": str(Path(folder) / "ipython"),
        "JUPYTER_CONFIG_DIR": str(Path(folder) / "config"),
        "JUPYTER_RUNTIME_DIR": str(Path(folder) / "runtime"),
        "COURSE_STATE": str(Path(folder) / "state"),
        # In a namespace we may look like root, who has no folder of ours in /tmp.
        "PYTEST_DEBUG_TEMPROOT": str(Path(folder)),
    }
