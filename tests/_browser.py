"""A headless Chromium that talks to nobody but 127.0.0.1."""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import which
from urllib.parse import urlsplit

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
HERE = ("127.0.0.1", "localhost")


def executable():
    """The browser's program, or None; the environment variable CHROMIUM may name it."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(which, NAMES)), None)


@contextmanager
def page(width=1100, height=1300, guarded=True, **settings):
    """Yield (a page, the list of other hosts that it asked for, all refused).

    `settings` are Playwright's, such as ignore_https_errors. Not `guarded`, other hosts
    are not looked at: Playwright answers a browser's preflight requests itself then.
    """
    from playwright.sync_api import sync_playwright

    strangers = []

    def guard(route):
        url = urlsplit(route.request.url)
        if url.hostname in HERE or url.scheme in ("data", "blob"):
            route.continue_()
        else:
            strangers.append(url.hostname)
            route.abort()

    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as profile:
        browser = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=executable(),
            viewport={"width": width, "height": height},
            args=["--no-sandbox", "--disable-background-networking"],
            **settings,
        )
        try:
            if guarded:
                browser.route("**/*", guard)
            yield browser.pages[0], strangers
        finally:
            browser.close()


def free_port():
    """A port below those that systems give out (from 32,768 on), so that it stays free
    until the server has it."""
    while True:
        port = 20_000 + secrets.randbelow(10_000)
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


@contextmanager
def server(command, ready, log, patience=120, **settings):
    """Run a server until the block ends; wait until the address `ready` answers."""
    with open(log, "wb") as out:
        both = {"stdout": out, "stderr": subprocess.STDOUT}
        process = subprocess.Popen([sys.executable, *command], **both, **settings)
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if process.poll() is not None:
                raise SystemExit(Path(log).read_text(encoding="utf-8")[-2000:])
            try:
                direct.open(ready, timeout=2).close()
                break
            except urllib.error.HTTPError:  # no such page, but it answers
                break
            except OSError:
                time.sleep(0.1)
        else:
            raise SystemExit(f"{ready} has not answered for {patience} s")
        yield
    finally:
        process.terminate()
        process.wait(30)
