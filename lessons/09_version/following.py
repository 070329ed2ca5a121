"""Notice when versions come and labels move, in a thread of its own."""

import threading
from contextlib import contextmanager, suppress

from journal import write
from labels import file_of


def look(place):
    """Something that differs when a file was replaced, or a folder's names changed."""
    with suppress(OSError):
        state = place.stat()
        return state.st_mtime_ns, state.st_ino, state.st_size


def catch_up(shelf):
    """Follow the registry, if it has changed since the last time."""
    now = look(shelf.registry), look(file_of(shelf.registry))  # before it is read
    if now != shelf.seen:
        try:
            shelf.seen = now
            shelf.follow()
        except Exception as error:  # who answered before goes on answering
            write("not followed", why=repr(error))


@contextmanager
def following(shelf, every=0.2):
    """Catch up every 0.2 s while the `with` block lasts. Each worker does so."""
    over = threading.Event()

    def watch():
        while not over.wait(every):
            catch_up(shelf)

    threading.Thread(target=watch, daemon=True).start()
    yield
    over.set()
