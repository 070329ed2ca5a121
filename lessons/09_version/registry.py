"""Numbered versions of a model in a folder: 1/, 2/, … Whole, or not there at all."""

import os
import re
from pathlib import Path

from durable import settle
from load_model import MODELS

REGISTRY = MODELS / "registry"
NAME = "recommender"  # of the two files in each version's folder


def versions(registry):
    """The numbers of the published versions, the oldest first."""
    names = (each.name for each in Path(registry).glob("*"))
    return sorted(int(name) for name in names if re.fullmatch("[1-9][0-9]{0,5}", name))


def next_number(registry):
    return max(versions(registry), default=0) + 1


def take(draft, number):
    """Make a draft version `number`, in one step; False if somebody was quicker."""
    target = draft.with_name(str(number))
    settle(draft)
    try:
        os.rename(draft, target)  # fails if the target is there
    except OSError:
        if not target.exists():
            raise
        return False
    settle(target.parent)
    return True
