"""A kernel to try candidate answers in."""

from contextlib import contextmanager

from jupyter_client.manager import KernelManager


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
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(cwd=str(cwd), env=env)
    client = manager.blocking_client()
    try:
        client.start_channels()
        client.wait_for_ready(timeout=300)
        yield Kernel(client)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
