"""Put packages right, precisely: what differs from the lock is installed again."""

import sys

from course import _fetch, installed, locked


def wrong(text, sites, python=None):
    """{name: what is wrong}, by what lies in `sites` and not by any stamp."""
    found = installed.differences(text, sites, python)
    return {**found, **{name: "must go" for name in installed.harmful(sites)}}


def blocks(text, found, python=None):
    """The lock's lines of the packages that are to be installed."""
    wanted = installed.wanted(text, python)
    return "".join(wanted[name][1] for name in found if name in wanted)


def put_right(text, found, sites, interpreter=sys.executable, python=None, hear=None):
    """Install what is missing or differs, remove what harms; all else stays.

    Return the lines that say why it did not succeed: none when it did.
    """
    if harmful := [name for name, what in found.items() if what == "must go"]:
        _fetch.remove(harmful, interpreter)
    lines = blocks(text, found, python)
    if lines:
        installed.forget(found, sites)
        if trouble := _fetch.install(lines, interpreter, hear):
            return trouble
    left = wrong(text, sites, python)
    return [f"Not all is there as the lock has it: {listed(left)}."] if left else []


def listed(found):
    """`numpy (2.3.0 instead of 2.4.1), …`, for a sentence."""
    some = [f"{name} ({what})" for name, what in list(found.items())[:4]]
    return ", ".join(some) + (f" and {len(found) - 4} more" if len(found) > 4 else "")


def mend():
    """Put the running Python's packages right; return (what was wrong, trouble)."""
    text, sites = locked.text("lab"), installed.own_sites()
    found = wrong(text, sites)
    return found, put_right(text, found, sites)
