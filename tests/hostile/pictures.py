"""Pictures of every kind, files that are none, and forms that carry them wrongly."""

from hostile.multipart import KIND, LINE, form, part, texts
from hostile.operations import PICTURE
from hostile.request import JSON, MARK, NAMED, NOTHING, Hostile, http, sent

FORM = ("Content-Type", KIND)


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
    if operation.kind == PICTURE:
        yield from kinds(operation)
    for name in operation.fields:
        yield from fields(operation, name)


def ways(operation, data):
    """A file as the whole body, and in a form."""
    headers = sent(operation, ("X-Note", MARK))
    if operation.kind == PICTURE:
        yield "as the body", http(operation.path, data, headers)
    yield "in a form", in_a_form(operation, form(*whole(operation, data)))


def whole(operation, *files, **how):
    """The parts of a form that is right, with these files."""
    files = [part(data, operation.field, **how) for data in files]
    return [*texts(operation.fields), *files]


def in_a_form(operation, body):
    headers = [("X-Note", MARK), FORM, *operation.headers.items()]
    return http(operation.path, body, headers)


def forms(operation):
    right, name = operation.picture, operation.example
    usual = whole(operation, right)
    text = part(b"1", NAMED, None)

    def other(**how):
        return form(*whole(operation, right, **how)), name

    odd = {  # name: (body, what it means)
        "no parts": (form(), NOTHING),
        "another field": (
            form(*texts(operation.fields), part(right, NAMED)),
            NOTHING,
        ),
        "a text for the file": (
            form(*texts(operation.fields), part(MARK.encode(), operation.field, None)),
            NOTHING,
        ),
        "too many files": (form(*whole(operation, *[right] * 6)), NOTHING),
        "a thousand files": (form(*whole(operation, *[right] * 1000)), NOTHING),
        "more fields": (form(*usual, text), name),
        "2,000 fields": (form(*usual, *[text] * 2000), NOTHING),
        "a large field": (form(*usual, part(b"a" * 2**21, "a", None)), NOTHING),
        "no file name": other(filename=""),
        "a path": other(filename=f"../../{MARK}\\\\.."),
        "a name of 5,000": other(filename=MARK * 500),
        "NUL in the name": other(filename=f"{MARK}\0.png"),
        "no type": other(kind=""),
        "an odd type": other(kind=f"{MARK}/<b>"),
        "a type of 5,000": other(kind=MARK * 500),
        "no end": (b"".join(usual), NOTHING),
        "cut short": (form(*usual)[:60], NOTHING),
        "another boundary": (form(*usual).replace(LINE, b"other"), NOTHING),
        "nothing": (b"", NOTHING),
        "JSON": (b'{"file": "x"}', NOTHING),
    }
    if operation.kind == PICTURE:
        odd["two files"] = form(part(right), part(right)), NOTHING
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
        wire = http(operation.path, form(*usual), [*operation.headers.items(), *kind])
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


def fields(operation, name):
    """One of the texts of a form, in every way in which it can be wrong."""
    rest = {key: text for key, text in operation.fields.items() if key != name}
    files = [part(operation.picture, operation.field)]
    odd = {
        "missing": [],
        "empty": [part(b"", name, None, "")],
        "spaces": [part(b"   ", name, None, "")],
        "long": [part(MARK.encode() * 500, name, None, "")],
        "NUL": [part(MARK.encode() + b"\0", name, None, "")],
        "a new line": [part(MARK.encode() + b"\r\nX-Injected: 1", name, None, "")],
        "a file": [part(operation.picture, name)],
    }
    if name not in ("name",):  # anything else may be a name
        odd["rubbish"] = [part(MARK.encode(), name, None, "")]
        odd["no UTF-8"] = [part(b"\xff\xfe\x80", name, None, "")]
        odd["SQL"] = [part(b"' OR 1=1; --", name, None, "")]
    only = frozenset({400, 404, 413, 422})
    for title, parts in odd.items():
        wire = in_a_form(operation, form(*texts(rest), *parts, *files))
        yield Hostile("field", f"{name}: {title}", [wire], only)
