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


def file_of(registry):
    return Path(registry) / "labels.json"


def named(labels):
    """Return the numbers of the versions that have a label."""
    return {labels[name] for name in VERSIONS} - {None}


def read_labels(registry):
    """Return the labels, all None where none was moved yet. Raises LabelsError."""
    try:
        found = json.loads(file_of(registry).read_bytes())
        right = found.keys() == NONE.keys() and 0 <= found["share"] <= 1
        if right and all(type(number) is int for number in named(found)):
            return found
        raise ValueError("no labels are in it")
    except FileNotFoundError:
        return dict(NONE)
    except (AttributeError, OSError, RecursionError, TypeError, ValueError) as error:
        raise LabelsError(f"labels.json: {error}") from None


@contextmanager
def changing(registry, otherwise=None):
    """Yield the labels as they are; as they are at the end, they are written.

    Whoever else wants to change them waits, so nobody writes over what they have not
    read. With an exception nothing is changed. Raises LabelsError where the file holds
    none, unless it is told what to take `otherwise`; OSError, and Timeout after 10 s.
    """
    file = file_of(registry)
    if not file.parent.is_dir():  # the lock would make one, in the place of another
        raise FileNotFoundError(2, "The registry is not there")
    with FileLock(file.with_name(".labels.lock"), timeout=10):
        try:
            labels = read_labels(registry)
        except LabelsError:
            if otherwise is None:
                raise
            labels = dict(otherwise)
        yield labels
        new = file.with_name(".labels.new")
        try:
            with durable(new) as out:
                out.write(json.dumps(labels).encode())
            replace(new, file)  # a reader sees the old or the new, and never a half
        finally:
            new.unlink(missing_ok=True)
