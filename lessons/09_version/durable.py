"""Write so that a crash leaves the old or the new, and never a half."""

import os
import secrets
from pathlib import Path


def write_whole(file, data):
    """Write bytes to a file, and return when they are on the disk."""
    with open(file, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def settle(folder):
    """Return when the names in a folder are on the disk, too."""
    if os.name == "nt":  # Windows opens no folders, and needs no such step
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def draft_name():
    """A name for what is being written: hidden, and nobody else's."""
    return f".draft-{secrets.token_hex(8)}"


def replace_whole(file, data):
    """Put other bytes into a file; whoever reads it sees the old or the new ones."""
    draft = Path(file).with_name(draft_name())
    try:
        write_whole(draft, data)
        os.replace(draft, file)
    finally:
        draft.unlink(missing_ok=True)
    settle(draft.parent)
