"""Versions that are loaded and warm, and those that were refused, with the reason."""

import threading
import weakref

from journal import write
from opening import open_version


class Keeper:
    def __init__(self, registry):
        self.registry, self.lock = registry, threading.RLock()
        self.loaded, self.refused = {}, {}

    def get(self, number):
        """Return a version, loaded and warm, or None if it is refused."""
        with self.lock:
            if number not in self.loaded and number not in self.refused:
                try:
                    opened = open_version(self.registry, number)
                except Exception as error:  # whatever it is, the others go on serving
                    self.refused[number] = why = str(error) or repr(error)
                    write("version refused", version=number, why=why)
                else:
                    self.loaded[number] = opened
                    write("version loaded", version=number)
                    # It goes when the last request that asks it is answered.
                    gone = weakref.finalize(opened, write, "unloaded", version=number)
                    gone.atexit = False
            return self.loaded.get(number)

    def let_go(self, keep):
        """Forget all versions but those to `keep`; return these."""
        self.loaded = {n: each for n, each in self.loaded.items() if n in keep}
        return self.loaded
