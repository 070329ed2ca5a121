"""Bodies that are enormous, and lengths that lie: how requests are smuggled."""

import time
from itertools import chain, repeat

from hostile.request import MARK, NOTHING, Hostile, http, sent

MANY = 64 * 1024 * 1024  # bytes: more than any of these services should take
PIECE = b" " * 65536


def sizes(operation):
    """Enormous, and right but for that: spaces before the example."""
    right, only = operation.right(), frozenset({413})

    def large(name, chunks, headers, without=()):
        # An answer that is followed by the end of the connection may get lost.
        without = [*without, "Connection"]
        head = http(operation.path, b"", sent(operation, *headers), without=without)
        return Hostile("enormous", name, [head, *chunks], only)

    spaces, chunked = [PIECE] * (MANY // len(PIECE)), ("Transfer-Encoding", "chunked")
    length = ("Content-Length", str(MANY + len(right)))
    yield large("64 MB, by length", [*spaces, right], [length])
    pieces = [b"10000\r\n" + PIECE + b"\r\n"] * len(spaces)
    pieces += [b"%x\r\n%s\r\n0\r\n\r\n" % (len(right), right)]
    yield large("64 MB, in chunks", pieces, [chunked], ["Content-Length"])
    for size in (10**10, 10**15, 2**63 - 1):
        length = ("Content-Length", str(size))
        yield large(f"{size} bytes announced, few sent", [right], [length])
    items = [b'["%s"' % (b"a" * 65533)] + [b',"%s"' % (b"a" * 65533)] * (
        len(spaces) - 1
    )
    length = ("Content-Length", str(sum(map(len, items)) + 1))
    yield large("64 MB of texts", [*items, b"]"], [length])


def endless(operation):
    """Bodies without an end: the limit on their size has to put one to them."""
    headers, without = (
        [("Transfer-Encoding", "chunked")],
        ["Content-Length", "Connection"],
    )
    head = http(operation.path, b"", sent(operation, *headers), without=without)
    pieces = {"spaces": PIECE, "texts": b'["' + b"a" * 65534, "zeros": bytes(65536)}
    for name, piece in pieces.items():
        chunks = chain([head], repeat(b"%x\r\n%s\r\n" % (len(piece), piece)))
        yield Hostile("endless", name, chunks, frozenset({400, 413, 422}))
    # Who sets a limit of time says 408; others wait, and serve all others meanwhile.
    right = operation.right()
    slow = chain([head], (drop(right, number) for number in range(12)))
    yield Hostile("endless", "drop by drop, then gone", slow, leaves=True)


def drop(body, number):
    time.sleep(0.25)
    return b"1\r\n%c\r\n" % body[number % len(body)]


def lengths(operation):
    """A length that lies, is none, or is said twice: how requests are smuggled."""
    right = operation.right()

    def odd(name, headers, body=right, *, means=NOTHING, leaves=False, answers=1):
        wire = http(operation.path, body, sent(operation, *headers), without=hidden)
        more = {"means": means, "leaves": leaves, "answers": answers, "by_parser": True}
        return Hostile("length", name, [wire], **more)

    hidden, length = [], str(len(right))
    for text in ("-1", "1e3", "0x10", "+5", MARK, "", " ", "9" * 30):
        yield odd(f"Content-Length: {text}", [("Content-Length", text)])
    # RFC 9110 lets a list of one and the same length be taken for that length.
    pair = [("Content-Length", f"{length}, {length}")]
    yield odd("Content-Length: the same twice", pair, means=operation.example)
    for second in (length, "0", "5"):
        pair = [("Content-Length", length), ("Content-Length", second)]
        same = operation.example if second == length else NOTHING
        yield odd(f"Content-Length twice: {length}, {second}", pair, means=same)
    yield odd("shorter than the body", [("Content-Length", "5")])
    yield odd(
        "no body, though announced", [("Content-Length", length)], b"", leaves=True
    )
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(right), right)
    both = [("Content-Length", "5"), ("Transfer-Encoding", "chunked")]
    # RFC 9112: chunked overrides the length. Who does that reads what was meant.
    same = {"means": operation.example}
    yield odd("both, chunked is right", both, chunks, **same)
    both[0] = ("Content-Length", str(len(chunks)))
    yield odd("both, both are right", both, chunks, **same)
    yield odd("both, chunked is empty", both, b"0\r\n\r\nGET / HTTP/1.1\r\n\r\n")
    hidden = ["Content-Length"]
    yield odd("neither", [], b"")
    codings = "gzip", "identity", "chunked, chunked", "gzip, chunked", "xchunked", MARK
    for coding in codings:
        header, name = ("Transfer-Encoding", coding), coding
        yield odd(f"Transfer-Encoding: {name}", [header], chunks, leaves=True)
    chunked = [("Transfer-Encoding", "chunked")]
    broken = {
        "no number": b"zz\r\n" + right,
        "a negative number": b"-5\r\n" + right,
        "a huge number": b"f" * 40 + b"\r\n" + right,
        "a wrong end": b"5\r\n" + right,
    }
    for name, body in broken.items():
        yield odd(f"chunk with {name}", chunked, body)
    end = b"\r\n%s\r\n0\r\nX-Trailer: %s\r\n\r\n" % (right, MARK.encode())
    extension = b"%x;a=%s" % (len(right), MARK.encode() * 100)
    yield odd("chunk with an extension", chunked, extension + end, **same)
    yield odd("chunks without an end", chunked, chunks[:-5], leaves=True)
    by_byte = b"".join(b"1\r\n%c\r\n" % byte for byte in right) + b"0\r\n\r\n"
    yield odd("chunks of one byte", chunked, by_byte, **same)
    spaced = [("Transfer-Encoding ", "chunked")]
    yield odd("a space before the colon", spaced, chunks, leaves=True)
