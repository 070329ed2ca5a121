"""`python -m course reset`: a lesson as it was published, and yours beside it."""

import tempfile
import zipfile
from pathlib import Path

from course._files import content, git, no_git
from course._terminal import Sorry


def reset(one, root):
    """Put the published lesson in place and yours beside it; return what was done."""
    places = [f"lessons/{one.title}", f"notebooks/{one.title}.ipynb"]
    ref = _published(one, root, places)
    work = Path(root, ".course")
    work.mkdir(exist_ok=True)
    # First the whole published copy, then renames only: nothing is ever half there.
    with tempfile.TemporaryDirectory(prefix="reset-", dir=work) as beside:
        archive = Path(beside, "published.zip")
        git(root, "archive", "--format=zip", "-o", str(archive), ref, "--", *places)
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
    if not Path(root, ".git").exists():
        raise Sorry(no_git("this folder is not a git clone of the course"))
    git(root, "rev-parse", "--show-cdup")
    for name in ("@{upstream}", "HEAD"):
        try:
            ref = git(root, "rev-parse", "--abbrev-ref", name).decode().strip()
            for place in places:
                git(root, "cat-file", "-e", f"{ref}:{place}")
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
