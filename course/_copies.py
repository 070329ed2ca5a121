"""`python -m course new`: a lesson's files as a project of your own."""

import contextlib
import os
import re
import shlex
import shutil
import tempfile
from pathlib import Path

from course._files import content, git
from course._look import this_python
from course._project import IGNORED, belongs, mine
from course._terminal import Sorry


def new(one, target, root):
    """Copy a lesson as your project; return the commands that come next, and notes."""
    source, target = one.folder(root), Path(os.path.abspath(Path(target).expanduser()))
    if target.is_dir() and any(target.iterdir()):
        raise Sorry(f"{target} is not empty. Name a folder that is not there yet.")
    if target.exists() and not target.is_dir():
        raise Sorry(f"{target} is a file. Name a folder that is not there yet.")
    if not target.parent.is_dir():
        raise Sorry(f"{target.parent} is not there. Make that folder first.")
    try:
        _copy(one, source, target, root)
    except OSError as error:
        raise Sorry(f"{target} could not be made: {error.strerror}.") from None
    return _commands(target), list(_notes(source, target, root))


def _copy(one, source, target, root):
    there = target.is_dir()
    # Made beside its place and then renamed: a copy that fails leaves nothing behind.
    with tempfile.TemporaryDirectory(
        prefix=".course-", dir=target if there else target.parent
    ) as beside:
        made = Path(beside, target.name)
        made.mkdir()
        for name in _tracked(source, root):
            if not belongs(name):
                continue
            Path(made, name).parent.mkdir(parents=True, exist_ok=True)
            try:
                data = Path(source, name).read_bytes()
            except FileNotFoundError:
                raise Sorry(
                    f"lessons/{one.title}/{name} is missing. "
                    f"python -m course reset {one.number} brings it back."
                ) from None
            Path(made, name).write_bytes(_named(name, data, target.name))
        if not Path(made, ".gitignore").exists():  # `git add -A` would take .venv, too
            Path(made, ".gitignore").write_text(IGNORED)
        if there:
            _move_into(made, target)
        else:
            made.rename(target)


def _notes(source, target, root):
    with contextlib.suppress(Sorry):
        changed = git(root, "diff", "--name-only", "-z", "HEAD", "--", str(source))
        start = f"{source.parent.name}/{source.name}/"
        names = [name.removeprefix(start) for name in os.fsdecode(changed).split("\0")]
        names = [name for name in names if name and belongs(name)]
        if names:
            yield (
                f"Copied as it is in {source.name} now, with changes to: "
                + ", ".join(names)
            )
    if root in target.parents:
        yield "It lies inside the course's own folder: better move it out of there."


def _tracked(source, root):
    """The names of a lesson's own files: what git tracks or, without git, all."""
    try:
        out = git(root, "ls-files", "-z", "--", str(source))
    except Sorry:
        out = b""
    prefix = f"{source.parent.name}/{source.name}/"
    names = [name for name in os.fsdecode(out).split("\0") if name.startswith(prefix)]
    return [name[len(prefix) :] for name in names] or sorted(content(source))


def _named(file, data, name):
    try:
        return mine(file, data, " ".join(name.split()))
    except UnicodeError:
        raise Sorry(f"The name {name!a} cannot be written as text.") from None


def _move_into(made, target):
    moved = []
    try:
        for path in made.iterdir():
            moved.append(path.rename(target / path.name))
    except BaseException:
        for path in moved:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise


def _commands(target):
    readme = target / "README.md"
    text = readme.read_text(encoding="utf-8") if readme.is_file() else ""
    block = re.search(r"^```bash\r?\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = block.group(1).splitlines() if block else []
    near = target.is_relative_to(Path.cwd())
    folder = os.path.relpath(target) if near else str(target)
    quoted = f'"{folder}"' if os.name == "nt" else shlex.quote(folder)
    activate = r".venv\Scripts\activate" if os.name == "nt" else ". .venv/bin/activate"
    return [
        f"cd {quoted}",
        "git init",
        f"{this_python()} -m venv .venv",
        activate,
        *(line.rstrip() for line in lines if line.strip()),
    ]
