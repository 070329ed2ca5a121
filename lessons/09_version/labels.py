"""Who is champion, who is challenger: one small file, replaced as a whole."""

import json
from pathlib import Path

from durable import replace_whole

# share: of the users, 0 to 1, who meet the challenger; shadow: it answers unseen, too.
VERSIONS = ("champion", "challenger", "previous")
NONE = dict.fromkeys(VERSIONS) | {"share": 0.0, "shadow": False}


class LabelsError(Exception):
    pass


def file_of(registry):
    return Path(registry) / "labels.json"


def named(labels):
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


def write_labels(registry, labels):
    replace_whole(file_of(registry), json.dumps(labels).encode())
