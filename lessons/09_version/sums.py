"""The SHA-256 of each file of a version, as `sha256sum --check SHA256SUMS` reads it."""

import hashlib
from pathlib import Path

from durable import write_whole
from load_model import PassportError

SUMS = "SHA256SUMS"


def lines_for(folder):
    names = sorted(each.name for each in Path(folder).iterdir() if each.name != SUMS)
    for name in names:
        digest = hashlib.sha256((Path(folder) / name).read_bytes()).hexdigest()
        yield f"{digest}  {name}\n"


def write_sums(folder):
    """Seal a folder: after this, no file in it may change, come or go."""
    write_whole(Path(folder) / SUMS, "".join(lines_for(folder)).encode())


def check_sums(folder):
    """Raise PassportError unless the folder is as it was when it was sealed."""
    try:
        sealed = (Path(folder) / SUMS).read_bytes()
        same = sealed == "".join(lines_for(folder)).encode()
    except OSError as error:
        raise PassportError(f"it is not whole: {error.strerror}") from None
    if not same:
        raise PassportError("its files are not those that were published (SHA-256)")
