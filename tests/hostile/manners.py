"""Clients that hang up, speak another language, or do not wait their turn."""

from hostile.request import ADDRESS, BAD_BODY, LOST, MARK, Hostile, http, sent


def manners(operation):
    """Clients that hang up, speak another language, or do not wait their turn."""
    right = operation.right()
    good = http(operation.path, right, sent(operation))
    stay = good.replace(b"Connection: close\r\n", b"")
    for cut in (4, 20, good.index(b"\r\n\r\n"), len(good) - len(right), len(good) - 3):
        name, more = f"after {cut} bytes", {"leaves": True, "by_parser": True}
        yield Hostile("hangs up", name, [good[:cut]], **more)
    yield Hostile("hangs up", "before the answer", [good], leaves=True)
    yield Hostile("hangs up", "ten times", [stay * 10], leaves=True)
    more = {"means": operation.example, "refusals": frozenset()}
    yield Hostile("pipelined", "3 right", [stay * 2 + good], answers=3, **more)
    more["refusals"] = BAD_BODY
    bad = http(operation.path, b'{"' + MARK.encode(), sent(operation))
    bad = bad.replace(b"Connection: close\r\n", b"")
    yield Hostile("pipelined", "wrong, right", [bad + good], answers=2, **more)
    lost = LOST | ({401, 403} if operation.headers else set())  # there is no key in it
    tongues = {
        "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + MARK.encode() * 40,
        "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0",
        "HTTP/0.9": b"GET /" + ADDRESS.encode() + b"\r\n\r\n",
        "HTTP": http(operation.path, right, sent(operation), version=""),
        "SSH": b"SSH-2.0-" + MARK.encode() + b"\r\n\r\n",
        "SMTP": b"EHLO " + MARK.encode() + b"\r\n\r\n",
        "Redis": b"*1\r\n$4\r\nPING\r\n\r\n",
        "bytes": bytes(range(256)) * 4 + b"\r\n\r\n",
        "zeros": bytes(5000) + b"\r\n\r\n",
        "words": MARK.encode() * 10_000 + b"\r\n\r\n",
    }
    for name, text in tongues.items():
        yield Hostile("no HTTP/1.1", name, [text], by_parser=True, refusals=lost)
    old = http(operation.path, right, sent(operation), version="1.0")
    more = {"means": operation.example}
    yield Hostile("no HTTP/1.1", "HTTP/1.0", [old], **more)
    # h11 reads it as HTTP/1.1, since that is what it is but for the number.
    other = http(operation.path, right, sent(operation), version="3.0")
    yield Hostile("no HTTP/1.1", "HTTP/3.0", [other], by_parser=True, **more)
    head, _, body = good.partition(b"\r\n\r\n")
    lines = head.replace(b"\r\n", b"\n") + b"\n\n" + body
    yield Hostile("no HTTP/1.1", "LF only", [lines], by_parser=True, **more)
    slow = [good[i : i + 40] for i in range(0, len(good), 40)]
    yield Hostile("pipelined", "in pieces of 40 bytes", slow, **more)
