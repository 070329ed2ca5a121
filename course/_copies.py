"""`new` and `reset`: a lesson's files as your project, or as they were published."""

import contextlib
import json
import os
import re
import shlex
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from course._terminal import Sorry

# What running a lesson leaves in its folder; git ignores the same.
BUILT = {"models", "__pycache__", ".pytest_cache", ".hypothesis", ".ipynb_checkpoints"}
BUILT |= {".ruff_cache", ".venv"}


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
            Path(made, name).parent.mkdir(parents=True, exist_ok=True)
            try:
                data = Path(source, name).read_bytes()
            except FileNotFoundError:
                raise Sorry(
                    f"lessons/{one.title}/{name} is missing. "
                    f"python -m course reset {one.number} brings it back."
                ) from None
            Path(made, name).write_bytes(_named(name, data, target.name))
        if there:
            _move_into(made, target)
        else:
            made.rename(target)


def _notes(source, target, root):
    with contextlib.suppress(Sorry):
        changed = _git(root, "diff", "--name-only", "-z", "HEAD", "--", str(source))
        names = [Path(name).name for name in os.fsdecode(changed).split("\0") if name]
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
        out = _git(root, "ls-files", "-z", "--", str(source))
    except Sorry:
        out = b""
    prefix = f"{source.parent.name}/{source.name}/"
    names = [name for name in os.fsdecode(out).split("\0") if name.startswith(prefix)]
    return [name[len(prefix) :] for name in names] or sorted(content(source))


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


def _named(file, data, name):
    """Give the project its name: the title of the README and of the API."""
    name = " ".join(name.split())
    if file == "README.md":
        pattern, text = r"^# .*$", f"# {name}"
    elif file == "app.py":
        text = f"title={json.dumps(name, ensure_ascii=False)}"
        pattern = r'title="[^"\n]*"'
    else:
        return data
    try:
        pattern = re.compile(pattern, re.MULTILINE)
        return pattern.sub(lambda _: text, data.decode(), count=1).encode()
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
    return [f"cd {quoted}", *(line.rstrip() for line in lines if line.strip())]


def reset(one, root):
    """Put the published lesson in place and yours beside it; return what was done."""
    places = [f"lessons/{one.title}", f"notebooks/{one.title}.ipynb"]
    ref = _published(one, root, places)
    work = Path(root, ".course")
    work.mkdir(exist_ok=True)
    # First the whole published copy, then renames only: nothing is ever half there.
    with tempfile.TemporaryDirectory(prefix="reset-", dir=work) as beside:
        archive = Path(beside, "published.zip")
        _git(root, "archive", "--format=zip", "-o", str(archive), ref, "--", *places)
        with zipfile.ZipFile(archive) as published:
            published.extractall(beside)
        swaps = [
            (Path(beside, place), Path(root, place))
            for place in places
            if not Path(root, place).exists()
            or content(Path(root, place)) != content(Path(beside, place))
        ]
        kept = _swap(swaps, root)
    return ref, [str(new.relative_to(root).as_posix()) for _, new in swaps], kept


def _published(one, root, places):
    """The upstream branch where it has the lesson, or else the last commit here."""
    if _git(root, "rev-parse", "--show-cdup").strip():
        raise Sorry(_no_git("this folder is not a git clone of the course"))
    for name in ("@{upstream}", "HEAD"):
        try:
            ref = _git(root, "rev-parse", "--abbrev-ref", name).decode().strip()
            for place in places:
                _git(root, "cat-file", "-e", f"{ref}:{place}")
            return ref
        except Sorry:
            continue
    raise Sorry(f"git knows no published version of lesson {one.number} ({one.name}).")


def _swap(swaps, root):
    """Rename yours out of the way and the published in; undo all where one fails."""
    undo, kept, number = [], [], 1
    while any(_yours(new, number).exists() for _, new in swaps):
        number += 1
    try:
        for published, place in swaps:
            if place.exists():
                undo.append((_yours(place, number), place))
                place.rename(_yours(place, number))
                kept.append(_yours(place, number).relative_to(root).as_posix())
            place.parent.mkdir(exist_ok=True)
            undo.append((place, published))
            published.rename(place)
    except BaseException as error:
        for now, before in reversed(undo):
            if now.exists() and not before.exists():
                now.rename(before)
        if isinstance(error, OSError):
            raise Sorry(
                f"{error.filename} could not be renamed ({error.strerror}); "
                "nothing was changed. Does a server use it? Stop it, then try again."
            ) from None
        raise
    return kept


def _yours(place, number):
    return place.with_name(f"{place.stem}.yours-{number}{place.suffix}")


def _git(root, *arguments):
    command = ["git", "-C", str(root), *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=True).stdout
    except FileNotFoundError:
        raise Sorry(_no_git("git is not installed")) from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines() or ["?"]
        if "not a git repository" in said[0]:
            text = _no_git("this folder is not a git clone of the course")
            raise Sorry(text) from None
        raise Sorry(f"git says: {said[0]}") from None


def _no_git(why):
    return (
        f"The published files come from git, and {why}. Get the course once more, in "
        "another folder, and copy the lesson's folder and notebook from there."
    )
