"""How the commands talk: a sentence when something is wrong, a sign of life."""

import os
import shutil
import sys
import textwrap
import threading
import time
from pathlib import Path

WIDTH = 78  # one column less than a line, or a console goes on to the next


class Sorry(Exception):
    """A command cannot do what was asked; the message is a sentence for the reader."""

    def __init__(self, message, status=1):
        super().__init__(message)
        self.status = status


class Progress:
    """Show on a terminal what goes on, once it has taken longer than a second.

    `note` may be changed while it runs. Where the output is no terminal it is silent.
    """

    def __init__(self, note, stream=None, patience=1.0):
        self.note = note
        self.stream = stream or sys.stdout
        self.patience = patience
        self.seconds = 0.0

    def __enter__(self):
        self._start = time.monotonic()
        self._done, self._lock = threading.Event(), threading.Lock()
        self._thread = None
        if self.stream.isatty():
            self._thread = threading.Thread(target=self._show, daemon=True)
            self._thread.start()
        return self

    def __exit__(self, *_):
        self.seconds = time.monotonic() - self._start
        self._done.set()
        if self._thread:
            self._thread.join()

    def say(self, line):
        """Print a line of its own, above the note."""
        with self._lock:
            self._wipe()
            print(wrapped(line, self.stream), file=self.stream, flush=True)

    def _show(self):
        if self._done.wait(self.patience):
            return
        seconds = self.patience
        while True:
            text = f"{self.note} … {seconds:.0f} s"[:WIDTH]
            with self._lock:
                print(f"\r{text:{WIDTH}}", end="", file=self.stream, flush=True)
            if self._done.wait(1):
                self._wipe()
                return
            seconds += 1

    def _wipe(self):
        if self._thread:
            print(f"\r{'':{WIDTH}}\r", end="", file=self.stream, flush=True)


def wrapped(text, stream):
    """Break long lines between words on a terminal, and nowhere else."""
    if not stream.isatty():
        return str(text)
    width = min(shutil.get_terminal_size().columns - 1, 88)
    return "\n".join(
        textwrap.fill(line, width, subsequent_indent="  ", break_on_hyphens=False)
        for line in str(text).splitlines()
    )


def in_conda():
    """Tell whether this Python came with conda, which makes its own environments."""
    return Path(sys.prefix, "conda-meta").is_dir()


def has_make():
    """Tell whether to speak of make: Windows has none, conda's users need none."""
    return os.name != "nt" and not in_conda()


def speak_utf8():
    """Let ✓ and ○ through, also on a console that has no such characters."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
