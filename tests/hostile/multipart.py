"""Forms that carry files, byte by byte, so that they can be wrong in any way."""

from hostile.request import MARK

LINE = b"zq-boundary-zq"
KIND = f"multipart/form-data; boundary={LINE.decode()}"


def part(data, name="file", filename=f"{MARK}.png", kind="image/png"):
    """One part of a form; `filename` None makes it a text."""
    head = f'Content-Disposition: form-data; name="{name}"'
    head += "" if filename is None else f'; filename="{filename}"'
    head += f"\r\nContent-Type: {kind}" if kind else ""
    return b"--" + LINE + b"\r\n" + head.encode() + b"\r\n\r\n" + data + b"\r\n"


def texts(fields):
    """The parts of a form that are no files."""
    return [part(text.encode(), name, None, "") for name, text in fields.items()]


def form(*parts):
    return b"".join(parts) + b"--" + LINE + b"--\r\n"
