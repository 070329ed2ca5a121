"""A lesson's files, and what git says of them."""

import os
import subprocess
from pathlib import Path

from course._terminal import Sorry

# What running a lesson leaves in its folder; git ignores the same.
BUILT = {"models", "__pycache__", ".pytest_cache", ".hypothesis", ".ipynb_checkpoints"}
BUILT |= {".ruff_cache", ".venv"}


def content(path):
    """The files below a path (or the one file there) as {name: bytes}."""
    if path.is_file():
        return {path.name: path.read_bytes()}
    found = {}
    for folder, folders, files in os.walk(path):
        folders[:] = [name for name in folders if name not in BUILT]
        for file in files:
            if not file.endswith(".pyc"):
                full = Path(folder, file)
                found[full.relative_to(path).as_posix()] = full.read_bytes()
    return found


def git(root, *arguments):
    command = ["git", "-C", str(root), *arguments]
    # Git's own variables would speak of another repository, as inside one of its hooks.
    env = {n: v for n, v in os.environ.items() if not n.startswith("GIT_")}
    env |= {"LC_ALL": "C.UTF-8", "LANGUAGE": "C"}
    try:
        return subprocess.run(command, capture_output=True, check=True, env=env).stdout
    except FileNotFoundError:
        raise Sorry(no_git("git is not installed")) from None
    except subprocess.CalledProcessError as error:
        # Whole: where a clone belongs to another user, its last line is the cure.
        said = error.stderr.decode(errors="replace").strip() or "nothing"
        raise Sorry(f"git says: {said}") from None


def no_git(why):
    return (
        f"The published files come from git, and {why}. Get the course once more, in "
        "another folder, and copy the lesson's folder and notebook from there."
    )
