"""Versions of a model on disk: folders 1/, 2/, … that are whole, or not there at all.

Each holds the model, its passport, and SHA256SUMS, the seal of both. A version never
changes once it is published.
"""

import hashlib
import json
import re
import shutil
from pathlib import Path

from filelock import FileLock, Timeout

from app.model import FEATURES, Recommender
from app.passport import (
    MODELS,
    REBUILD,
    PassportError,
    durable,
    load_model,
    read_pair,
    read_passport,
    remember,
    replace,
)

REGISTRY = MODELS / "registry"
NAME = "recommender"  # of the two files in each version's folder
SUMS = "SHA256SUMS"  # as `sha256sum --check SHA256SUMS` reads it
DRAFT = ".draft"  # no number, so nobody ever loads it


class NotPublished(Exception):
    """All is as it was; the message says why."""


def published(registry):
    """Return the numbers of the versions that there are, the oldest first."""
    names = (each.name for each in Path(registry).glob("*"))
    return sorted(int(name) for name in names if re.fullmatch("[1-9][0-9]{0,5}", name))


# --- publish -------------------------------------------------------------------------


def publish(registry=REGISTRY, source=MODELS):
    """Copy the model in the folder `source` as the next version; return its number.

    It is opened first, as a server would: what no server takes is not published. Raises
    NotPublished. Neither that nor a kill leaves a part of a version behind; the draft
    of a publisher that was killed is swept by the next one.
    """
    registry = Path(registry).absolute()
    draft = registry / DRAFT
    try:
        registry.mkdir(parents=True, exist_ok=True)
        # So there is one draft at a time, and one that lies here is nobody's.
        with FileLock(registry / ".publish.lock", timeout=60):
            sweep(draft)
            try:
                number = max(published(registry), default=0) + 1
                data, passport = read_pair(str(Path(source).absolute() / NAME))
                write_version(draft, data, passport | {"version": str(number)})
                open_folder(draft, number)
                replace(draft, registry / str(number))  # here it is decided
            finally:
                sweep(draft)
    except Timeout:
        raise NotPublished("Nothing published: somebody else is at it.") from None
    except OSError as error:
        why = f"Nothing published: {error.strerror or error}."
        raise NotPublished(why) from None
    except PassportError as error:
        raise NotPublished(f"Nothing published: {error}") from None
    except Exception as error:  # the model itself, as it was loaded or asked
        why = f"Nothing published: the model fails ({type(error).__name__}: {error})."
        raise NotPublished(why) from None
    return number


def sweep(draft):
    shutil.rmtree(draft, ignore_errors=True)


def write_version(folder, data, passport):
    """Write the three files of a version, and wait until the disk has all of them."""
    folder.mkdir()
    text = json.dumps(passport, indent=2, ensure_ascii=False)
    for ending, content in (("joblib", data), ("json", text.encode())):
        with durable(folder / f"{NAME}.{ending}") as out:
            out.write(content)
    seal(folder)


def seal(folder):
    """Write down what is in a folder: after this no file may change, come or go."""
    with durable(folder / SUMS) as out:
        out.write(sums(folder))
    remember(folder)


def sums(folder):
    """Return the SHA-256 of each file of a folder, as the bytes of SHA256SUMS."""
    lines = []
    for name in sorted(each.name for each in folder.iterdir() if each.name != SUMS):
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        lines.append(f"{digest}  {name}\n")
    return "".join(lines).encode()


# --- open ----------------------------------------------------------------------------


def open_version(registry, number):
    """Return a Recommender that has answered once.

    Raises PassportError before anything is unpickled, and whatever the model raises.
    """
    return open_folder(Path(registry).absolute() / str(number), number)


def open_folder(folder, number):
    """Open what lies in a folder as version `number`: the checks first."""
    check_seal(folder)
    try:
        place = str(folder / NAME)  # an absolute path: MODELS has no part in it
        check_passport(passport := read_passport(place), number)
        opened = Recommender(*load_model(place, FEATURES))
    except PassportError as error:
        # Where the file lies is nobody's business, and here `train.py` is no cure.
        why = str(error).removesuffix(f". {REBUILD}").rpartition(": ")[2]
        raise PassportError(why) from None
    if opened.passport != passport:
        raise PassportError("it has changed while it was opened")
    warm_up(opened)
    return opened


def check_seal(folder):
    """Raise PassportError unless the folder is as it was when it was sealed."""
    try:
        same = (folder / SUMS).read_bytes() == sums(folder)
    except OSError as error:
        raise PassportError(f"it is not whole: {error.strerror}") from None
    if not same:
        raise PassportError("its files are not those that were published (SHA-256)")


def check_passport(passport, number):
    """Raise PassportError unless it is about this model, this number, and its score."""
    try:
        claims = f"{passport['name']} {passport['version']}"
        float(passport["metrics"]["recall_at_10"]), str(passport["judged_on"])
    except (LookupError, TypeError, ValueError) as error:
        raise PassportError(f"its passport is not one ({error!r})") from None
    if claims != f"{NAME} {number}":
        raise PassportError(f"its passport is that of {claims}")


def warm_up(recommender):
    """Ask for a few users: the first answer is the slowest, and may fail."""
    for user in (0, *list(recommender.rows)[:3]):
        known, movies = recommender.recommend(user)
        if not movies or known != (user != 0):
            raise ValueError(f"it has no good answer for user {user}")
