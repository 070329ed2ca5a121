"""A kernel to try candidate answers in, and how kernels start in these tests."""

import os
import tempfile
from contextlib import contextmanager

from jupyter_client.manager import KernelManager

LONGEST = 100  # characters; a socket's path has to fit into 103 on macOS


class SafeKernelManager(KernelManager):
    """A kernel that is spoken to through files in a folder of its own.

    For TCP, five free ports are looked up and closed again, and the kernel opens them
    half a second later. Where thousands of requests are made beside it, one of them is
    somebody else's by then, and the kernel dies.
    """

    def __init__(self, **settings):
        self.place = tempfile.TemporaryDirectory(prefix="kernel-")
        address = os.path.join(self.place.name, "ipc")
        if os.name == "posix" and len(address) < LONGEST:
            settings |= {"transport": "ipc", "ip": address}
        super().__init__(**settings)


class Kernel:
    def __init__(self, client):
        self.client = client

    def run(self, code, timeout=300):
        """(what the code printed or showed, the exception's name and value or None)."""
        shown, errors = [], []

        def hook(message):
            content = message["content"]
            if message["msg_type"] == "stream":
                shown.append(content["text"])
            elif message["msg_type"] in ("execute_result", "display_data"):
                shown.append(content["data"].get("text/plain", "") + "\n")
            elif message["msg_type"] == "error":
                errors.append(f"{content['ename']}: {content['evalue']}")

        self.client.execute_interactive(code, timeout=timeout, output_hook=hook)
        return "".join(shown), errors[0] if errors else None


@contextmanager
def kernel(cwd, env):
    """A kernel of this Python that runs in `cwd`; gone when the block ends."""
    manager = SafeKernelManager(kernel_name="python3")
    manager.start_kernel(cwd=str(cwd), env=env)
    client = manager.blocking_client()
    try:
        client.start_channels()
        client.wait_for_ready(timeout=300)
        yield Kernel(client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
