"""Aeroplane mode: a network in which nothing but 127.0.0.1 answers."""

import subprocess
import sys
from contextlib import contextmanager
from shutil import which

# A new network namespace has its loopback switched off. `ip` may not be installed.
HOLDER = """
import fcntl, socket, struct, sys
UP_AND_RUNNING, SIOCSIFFLAGS = 0x41, 0x8914
request = struct.pack("16sh", b"lo", UP_AND_RUNNING)
fcntl.ioctl(socket.socket(), SIOCSIFFLAGS, request)
print("up", flush=True)
sys.stdin.read()
"""


@contextmanager
def aeroplane():
    """Yield the words to put before a command, so that it runs without a network.

    The list is empty where this is not possible (macOS, Windows, a container that
    forbids it). Ports are private to the place: 8000 is always free in a new one.
    """
    if not (which("unshare") and which("nsenter")):
        yield []
        return
    unshare = ["unshare", "--user", "--map-root-user", "--net"]
    holder = subprocess.Popen(
        [*unshare, sys.executable, "-c", HOLDER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        enter = ["nsenter", f"--target={holder.pid}", "--user", "--net"]
        enter += ["--preserve-credentials", "--"]
        yield enter if holder.stdout.readline() == "up\n" else []
    finally:
        holder.communicate()
