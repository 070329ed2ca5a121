"""Who is champion, who is challenger: one small file, changed by one at a time."""

import json
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from app.passport import durable, replace

VERSIONS = ("champion", "challenger", "previous")
# share: of the users, 0 to 1, who meet the challenger; shadow: it answers unseen, too.
NONE = dict.fromkeys(VERSIONS) | {"share": 0.0, "shadow": False}


class LabelsError(Exception):
    """The file is there, and holds no labels."""


def named(labels):
    """Return the numbers of the versions that have a label."""
    return {labels[name] for name in VERSIONS} - {None}


def read_labels(registry, otherwise=None):
    """Return the labels; if the file holds none, `otherwise`, or raise LabelsError."""
    try:
        found = json.loads(Path(registry, "labels.json").read_bytes())
        right = found.keys() == NONE.keys() and 0 <= found["share"] <= 1
        if right and all(type(number) is int for number in named(found)):
            return found
        raise ValueError("no labels are in it")
    except FileNotFoundError:
        return dict(NONE)  # nobody has moved one yet
    except (AttributeError, OSError, RecursionError, TypeError, ValueError) as error:
        if otherwise:
            return dict(otherwise)
        raise LabelsError(f"labels.json: {error}") from None


@contextmanager
def changing(registry, otherwise=None):
    """Hand over the labels to change, and write them at the end; others wait.

    So nobody writes over what they have not read. An exception changes nothing. Raises
    OSError where nothing can be written, or somebody holds the labels for 10 s.
    """
    registry = Path(registry).resolve(strict=True)  # the lock would make the folder
    file, draft = registry / "labels.json", registry / ".labels.new"
    with FileLock(registry / ".labels.lock", timeout=10):
        yield (labels := read_labels(registry, otherwise))
        try:
            with durable(draft) as out:
                out.write(json.dumps(labels).encode())
            replace(draft, file)  # a reader sees the old or the new, and never a half
        finally:
            draft.unlink(missing_ok=True)
