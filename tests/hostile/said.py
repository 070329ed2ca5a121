"""What a request says of its body, and the headers and keys beside it."""

import json

from hostile.request import (
    ADDRESS,
    BAD_BODY,
    JSON,
    MARK,
    Hostile,
    http,
    sent,
    with_body,
)

TYPE = BAD_BODY | {415}


def said(operation):
    for made in (types, headers, keys):
        yield from made(operation)


def types(operation):
    """JSON that is said to be something else, and the other way round."""
    right = json.dumps(operation.example)
    wrong = ["", " ", "text/plain", "text/json", "text/html", "application/xml", "*/*"]
    wrong += ["application/octet-stream", "application/x-www-form-urlencoded", MARK]
    wrong += [
        "multipart/form-data",
        f"multipart/form-data; boundary={MARK}",
        f"x/{MARK}",
    ]
    wrong += [
        f"text/plain; charset={MARK}",
        "application/x-ndjson",
        "json",
        "image/png",
    ]
    wrong += ["application", "application/", "application/js\tn", "text/plain, " + JSON]
    for name in wrong:
        more = {"headers": [("Content-Type", name)], "refusals": TYPE}
        shown = name
        yield with_body("wrong type", repr(shown), operation, right, **more)
    # Whoever reads only the type itself, or is generous, answers what was asked.
    odd = ["application/JSON", f"{JSON}; charset=nonsense", f"{JSON}; charset=utf-16"]
    odd += [f"{JSON};;;", f'{JSON}; a="{MARK}', "application/problem+json", f"{JSON}\t"]
    odd += [
        f"{JSON}, text/plain",
        f" {JSON}",
        f"{JSON}; x={'y' * 8000}",
        "application / json",
    ]
    for name in odd:
        more = {"headers": [("Content-Type", name)], "refusals": TYPE}
        more["means"] = operation.example
        shown = name[:40]
        yield with_body("odd type", repr(shown), operation, right, **more)
    for pair in ((JSON, "text/plain"), ("text/plain", JSON), (JSON, JSON)):
        more = {"headers": [("Content-Type", each) for each in pair], "refusals": TYPE}
        more["means"] = operation.example
        yield with_body("odd type", " and ".join(pair), operation, right, **more)
    wire = http(
        operation.path, right.encode(), sent(operation), without=["Content-Type"]
    )
    yield Hostile("wrong type", "none", [wire], TYPE)
    broken = f"--{MARK}\r\nContent-Disposition: form-data; name=a\r\n\r\n{MARK}\r\n--"
    for kind in ("multipart/form-data", f"multipart/form-data; boundary={MARK}", JSON):
        more = {"headers": [("Content-Type", kind)], "refusals": TYPE}
        name = f"a form as {kind}"
        yield with_body("wrong type", name, operation, broken, **more)


def headers(operation):
    """Most mean nothing to the service, which answers what was asked, or refuses."""
    right = operation.right()
    odd = {
        "8 kB": [("X-Long", MARK * 680)],
        "70 kB": [("X-Long", MARK * 6000)],
        "500 of them": [(f"X-{MARK}-{i}", MARK) for i in range(500)],
        "5000 of them": [(f"X-{MARK}-{i}", MARK) for i in range(5000)],
        "NUL": [("X-Odd", f"{MARK}\0")],
        "NUL in a name": [(f"X-\0{MARK}", MARK)],
        "bytes": [("X-Odd", f"{MARK}\x80\xff".encode("latin-1"))],
        "UTF-8": [("X-Odd", f"{MARK} é 🌸".encode())],
        "a space in a name": [(f"X {MARK}", MARK)],
        "no name": [("", MARK)],
        "a bracket in a name": [(f"X({MARK})", MARK)],
        "folded": [("X-Odd", f"{MARK}\r\n {MARK}")],
        "a bare CR": [("X-Odd", f"{MARK}\r{MARK}")],
        "a bare LF": [("X-Odd", f"{MARK}\nX-Injected: {MARK}")],
        "Host is odd": [("Host", f"{MARK}.example:99999")],
        "Host is worse": [("Host", f"<{MARK}>'\"; @[::")],
        "Host is empty": [("Host", "")],
        "Host twice": [("Host", "127.0.0.1"), ("Host", f"{MARK}.example")],
        "forwarded": [("X-Forwarded-For", ADDRESS), ("X-Forwarded-Proto", MARK)],
        "forwarded host": [
            ("X-Forwarded-Host", MARK),
            ("Forwarded", f"for={MARK};host={MARK}"),
        ],
        "root path": [
            ("X-Forwarded-Prefix", f"/{MARK}"),
            ("X-Original-URL", f"/{MARK}"),
        ],
        "another method": [("X-HTTP-Method-Override", "DELETE")],
        "wants XML": [("Accept", "application/xml"), ("Accept-Language", MARK)],
        "wants a part": [("Range", "bytes=0-3"), ("If-Match", MARK)],
        "expects to go on": [("Expect", "100-continue")],
        "expects the unexpected": [("Expect", MARK)],
        "another origin": [("Origin", f"https://{MARK}.example"), ("Referer", MARK)],
        "cookies": [("Cookie", f"session={MARK}; a" * 100)],
        "trace": [("traceparent", f"00-{MARK}-{MARK}-zz"), ("X-Request-ID", MARK)],
        "hop by hop": [("Connection", f"close, Content-Type, {MARK}")],
        "a proxy's key": [("Proxy-Authorization", f"Basic {MARK}")],
    }
    for name, more in odd.items():
        wire = http(operation.path, right, sent(operation, *more))
        rules = {"means": operation.example, "by_parser": True}
        yield Hostile("header", name, [wire], BAD_BODY | {417, 426, 431}, **rules)
    # Java's client and `curl --http2` send this each time: it is no reason to refuse.
    offer = [("Connection", "Upgrade, HTTP2-Settings"), ("Upgrade", "h2c")]
    for name, more in {"none": [], "odd": [("HTTP2-Settings", MARK)]}.items():
        wire = http(operation.path, right, sent(operation, *offer, *more))
        rules = {"means": operation.example, "refusals": frozenset()}
        yield Hostile("header", f"HTTP/2 is offered, settings: {name}", [wire], **rules)
    # uvicorn hands it to its web sockets, which wait for a GET: that is uvicorn's own.
    more = [("Upgrade", "websocket"), ("Connection", "Upgrade"), ("X-Odd", MARK)]
    wire = http(operation.path, right, sent(operation, *more))
    yield Hostile("header", "a web socket", [wire], leaves=True)
    lost = http(operation.path, right, sent(operation), without=["Host"])
    rules = {"means": operation.example, "by_parser": True}
    yield Hostile("header", "no Host", [lost], **rules)


def keys(operation):
    """Where requests carry a key: none, another one, an odd one, two."""
    right, only = operation.right(), frozenset({401, 403})
    kind = [("Content-Type", operation.kind)]
    for name, key in operation.headers.items():
        odd = {
            "none": None,
            "empty": "",
            "another": MARK,
            "longer": key + MARK,
            "shorter": key[:-1],
        }
        odd |= {
            "a long one": MARK * 680,
            "an accent": f"{MARK}é",
            "UTF-8": f"{MARK}é".encode(),
        }
        odd |= {
            "bytes": MARK.encode() + bytes(range(0x80, 0x100)),
            "capitals": key.swapcase(),
        }
        odd |= {
            "turned": key[::-1],
            "a pattern": ".*",
            "all": "*",
            "null": "null",
            "SQL": "' OR 1=1 --",
        }
        for title, value in odd.items():
            others = [pair for pair in operation.headers.items() if pair[0] != name]
            others += [] if value is None else [(name, value)]
            wire = http(operation.path, right, [*kind, *others])
            yield Hostile("key", f"{name}: {title}", [wire], only, secret=[key])
        pair = [(name, MARK), *operation.headers.items()]
        wire = http(operation.path, right, [*kind, *pair])
        more = {"means": operation.example, "secret": [key]}
        yield Hostile("key", f"{name}: twice", [wire], only, **more)
        # Who has no key is told nothing about the body either.
        for title, body in {"no JSON": b"{", "NaN": b"NaN", "nothing": b""}.items():
            wire = http(operation.path, body)
            yield Hostile("key", f"{name}: none, {title}", [wire], only, secret=[key])
