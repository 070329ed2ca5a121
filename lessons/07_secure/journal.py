"""One line of JSON for each thing that happened."""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

LOG = logging.getLogger("journal")


def open_journal(file=None):
    """Write to a file, or to standard error; silence uvicorn, which quotes requests."""
    to_file = file and logging.FileHandler(file, encoding="utf-8")
    LOG.handlers = [to_file or logging.StreamHandler(sys.stderr)]
    LOG.propagate = False
    LOG.setLevel(logging.INFO)
    logging.getLogger("uvicorn.access").disabled = True


def write(kind, **facts):
    time = datetime.now(UTC).isoformat("T", "milliseconds")
    LOG.info(json.dumps({"time": time, "kind": kind, **facts}))


def incident(number, error):
    """Write down what kind of exception it was and where, but not its message.

    The message may quote what was sent, as those of int("tok_…") and row["…"] do.
    """
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    places = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
    write("incident", id=number, error=type(error).__name__, at=places)
