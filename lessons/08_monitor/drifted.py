"""Tell Prometheus how unlike the usual ones the last messages are."""

import sqlite3
from contextlib import suppress

from drift import LAST, compare
from metrics import DRIFT
from questions import lately


def look_for_drift(usual, store):
    """Set spam_drift_psi, for score and unknown; nothing, while there are too few."""
    with suppress(sqlite3.Error):  # the other metrics are told all the same
        for what, psi in compare(usual, lately(store, LAST)).items():
            DRIFT.labels(what).set(psi)
