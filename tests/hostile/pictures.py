"""Pictures of every kind, files that are none, and forms that carry them wrongly."""

from hostile.request import JSON, MARK, NAMED, NOTHING, Hostile, http, sent

LINE = b"zq-boundary-zq"
FORM = ("Content-Type", b"multipart/form-data; boundary=" + LINE)


def part(data, name="file", filename=f"{MARK}.png", kind="image/png"):
    """One part of a form; `filename` None makes it a text."""
    head = f'Content-Disposition: form-data; name="{name}"'
    head += "" if filename is None else f'; filename="{filename}"'
    head += f"\r\nContent-Type: {kind}" if kind else ""
    return b"--" + LINE + b"\r\n" + head.encode() + b"\r\n\r\n" + data + b"\r\n"


def form(*parts):
    return b"".join(parts) + b"--" + LINE + b"--\r\n"


def pictures(operation, taken, refused):
    """{name: bytes} of pictures that have an answer; {name: (status, bytes)}."""
    for name, data in taken.items():
        for way, request in ways(operation, data):
            yield Hostile("picture", f"{name}, {way}", [request], means=name)
    for name, (status, data) in refused.items():
        only = frozenset({status})
        for way, request in ways(operation, data):
            yield Hostile("no picture", f"{name}, {way}", [request], only)
    yield from forms(operation)
    yield from kinds(operation)


def ways(operation, data):
    """A file as the whole body, and in a form."""
    headers = sent(operation, ("X-Note", MARK))
    yield "as the body", http(operation.path, data, headers)
    yield "in a form", in_a_form(operation, form(part(data)))


def in_a_form(operation, body):
    headers = [("X-Note", MARK), FORM, *operation.headers.items()]
    return http(operation.path, body, headers)


def forms(operation):
    right, name = operation.raw, operation.example
    odd = {  # name: (body, what it means)
        "no parts": (form(), NOTHING),
        "another field": (form(part(right, NAMED)), NOTHING),
        "a text for the file": (form(part(MARK.encode(), filename=None)), NOTHING),
        "two files": (form(part(right), part(right)), NOTHING),
        "a thousand files": (form(*[part(right)] * 1000), NOTHING),
        "more fields": (form(part(right), part(b"1", NAMED, None)), name),
        "2,000 fields": (form(part(right), *[part(b"1", NAMED, None)] * 2000), NOTHING),
        "a large field": (form(part(right), part(b"a" * 2**21, "a", None)), NOTHING),
        "no file name": (form(part(right, filename="")), name),
        "a path": (form(part(right, filename=f"../../{MARK}\\\\..")), name),
        "a name of 5,000": (form(part(right, filename=MARK * 500)), name),
        "NUL in the name": (form(part(right, filename=f"{MARK}\0.png")), name),
        "no type": (form(part(right, kind="")), name),
        "an odd type": (form(part(right, kind=f"{MARK}/<b>")), name),
        "a type of 5,000": (form(part(right, kind=MARK * 500)), name),
        "no end": (part(right), NOTHING),
        "cut short": (form(part(right))[:60], NOTHING),
        "another boundary": (form(part(right)).replace(LINE, b"other"), NOTHING),
        "nothing": (b"", NOTHING),
        "JSON": (b'{"file": "x"}', NOTHING),
    }
    for title, (body, means) in odd.items():
        # A form that has no end may be read as far as it goes.
        more = {"means": name if title == "no end" else means}
        wire = in_a_form(operation, body)
        yield Hostile("form", title, [wire], frozenset({400, 413, 422}), **more)
    boundaries = [
        "",
        ";",
        "; boundary=",
        f"; boundary={MARK}",
        f"; boundary={'x' * 99}",
    ]
    for text in boundaries:
        kind = [("Content-Type", f"multipart/form-data{text}")]
        wire = http(operation.path, form(part(right)), kind)
        yield Hostile("form", f"boundary {text!r}", [wire], frozenset({400, 415, 422}))


def kinds(operation):
    """A picture that is said to be something else."""
    only = frozenset({400, 415, 422})
    for kind in ("", JSON, "text/plain", "image/svg+xml", "image/heic", MARK, "*/*"):
        wire = http(operation.path, operation.raw, [("Content-Type", kind)])
        yield Hostile("wrong type", repr(kind), [wire], only)
    for kind in ("IMAGE/PNG", "image/png; a=b", "application/octet-stream"):
        wire = http(operation.path, operation.raw, [("Content-Type", kind)])
        more = {"means": operation.example}
        yield Hostile("odd type", repr(kind), [wire], only, **more)
    wire = http(operation.path, operation.raw, without=["Content-Type"])
    yield Hostile("wrong type", "none", [wire], only)
