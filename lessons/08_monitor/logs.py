"""One line of JSON for each thing that happens, and never a message's text."""

import logging
import sys
import traceback
from pathlib import Path

import structlog

LOG = structlog.get_logger()


def open_logs(file=None):
    """Write to a file, or to standard error. Silence uvicorn, which quotes requests."""
    out = open(file, "a", encoding="utf-8") if file else sys.stderr  # noqa: SIM115
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,  # the request's id
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.WriteLoggerFactory(out),
    )
    logging.getLogger("uvicorn.access").disabled = True


def incident(error):
    """The kind of an exception and where it was. Not its message: it may quote."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    places = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
    LOG.error("incident", error=type(error).__name__, at=places)
