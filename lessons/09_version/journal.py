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
    LOG.handlers[0].handleError = not_written
    LOG.propagate = False
    LOG.setLevel(logging.INFO)
    logging.getLogger("uvicorn.access").disabled = True


def not_written(record):
    """A full disk, say: a decision that cannot be written down is not given."""
    if record.decision:
        raise  # again what went wrong


def write(kind, **facts):
    time = datetime.now(UTC).isoformat("T", "milliseconds")
    line = json.dumps({"time": time, "kind": kind, **facts})
    LOG.info(line, extra={"decision": kind == "decision"})


def incident(number, error):
    """Write down the kind of exception and where, but not its message: it may quote."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    places = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
    write("incident", id=number, error=type(error).__name__, at=places)
