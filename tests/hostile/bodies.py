"""The working example with something wrong in one place, for many places and wrongs.

Which of them are wrong the service's own OpenAPI says: a body that is valid by it may
be answered, and then the answer has to be the model's. Names that are not in it, and
what no JSON reader or no number can hold, are wrong everywhere.
"""

import copy
import json
import secrets

from hostile.request import MARK, NAMED, NOTHING, with_body

HOLE = "a-hole-to-be-filled"
NUMBERS = ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "1e400", "0x10", "1_000"]
NUMBERS += ["+1", ".5", "1.", "01", "1e", "-", "1,5", "NaN0", "nan", "inf", "1 2"]
HALVES = [r'"\ud800"', r'"\udc00"', r'"\udfff\ud800"', r'"a\ud83da"', r'["\ud800"]']
BYTES = [
    b'"\xed\xa0\x80"',
    b'"\xc0\xaf"',
    b'"\xff"',
    b'"\xf4\x90\x80\x80"',
    b'"\xe2\x82"',
]


def places(value, here=()):
    """The way to each value in a JSON document: (), ("data",), ("data", 0), …"""
    yield here
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for key, part in pairs:
            yield from places(part, (*here, key))


def few(many):
    """Some of them, if there are many: the first, the middle and the last."""
    many = list(many)
    if len(many) <= 3:
        return many
    return [many[0], many[len(many) // 2], many[-1]]


def at(value, place):
    for key in place:
        value = value[key]
    return value


def put(value, place, new):
    """A copy of the document with something else in that place."""
    if not place:
        return new
    value = copy.deepcopy(value)
    at(value, place[:-1])[place[-1]] = new
    return value


def fill(value, place, text):
    """The document as bytes, with some text in that place, valid or not."""
    document = json.dumps(put(value, place, HOLE)).encode()
    text = text if isinstance(text, bytes) else text.encode()
    return document.replace(json.dumps(HOLE).encode(), text)


def members(fields):
    return [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in fields]


def bodies(operation):
    """All of them, as Hostile requests."""
    by_type = {}
    for place in places(operation.example):
        value = at(operation.example, place)
        by_type.setdefault(type(value), []).append(place)
    for kind, where in by_type.items():
        for place in few(where):
            for made in (values, numbers, texts, nested):
                yield from made(operation, place)
            if kind is list:
                yield from arrays(operation, place)
            if kind is dict:
                yield from objects(operation, place)


def valued(kind, name, operation, place, value, **more):
    """A document that is JSON: it is right or wrong by the service's own schema."""
    document = put(operation.example, place, value)
    means = document if operation.allows(document) else NOTHING
    body = json.dumps(document)
    name = f"{name} at {place}"
    return with_body(kind, name, operation, body, means=means, **more)


def values(operation, place):
    value = at(operation.example, place)
    wrong = [None, True, False, 0, -1, 1.5, 1e308, -1e308, 5e-324, 2**63, -(2**63) - 1]
    wrong += ["", " ", MARK, str(value), [], [value], [[value]], [None], [MARK], {}]
    wrong += [{NAMED: value}, {"": value}, {"value": value, "note": MARK}]
    for each in wrong:
        if json.dumps(each) != json.dumps(value):
            name = f"{json.dumps(each)[:40]} for {type(value).__name__}"
            yield valued("wrong value", name, operation, place, each)
    digits = secrets.randbelow(10**9) + 10**9  # numbers are nobody's business either
    secret = {"secret": [str(digits)]}
    for each in (digits, -digits, digits * 10**8):
        yield valued("wrong value", "digits", operation, place, each, **secret)


def numbers(operation, place):
    for text in NUMBERS:
        body = fill(operation.example, place, text)
        yield with_body("no such number", f"{text} at {place}", operation, body)
    for digits in (400, 4000, 5000):
        for sign in ("", "-"):
            body = fill(operation.example, place, sign + "8264913750" * (digits // 10))
            name, secret = f"{sign}{digits} digits at {place}", ["6491375082649"]
            yield with_body("huge integer", name, operation, body, secret=secret)
    for text in ("-0", "-0.0", "1e-400", "1E0", "100e-2"):
        document = put(operation.example, place, json.loads(text))
        means = document if operation.allows(document) else NOTHING
        body, name = fill(operation.example, place, text), f"{text} at {place}"
        yield with_body("odd number", name, operation, body, means=means)


def texts(operation, place):
    for text in HALVES:
        body = fill(operation.example, place, text)
        yield with_body("half a character", f"{text} at {place}", operation, body)
    for text in BYTES:
        body = fill(operation.example, place, text)
        yield with_body("not UTF-8", f"{text} at {place}", operation, body)
    odd = {
        "NUL": f"{MARK}\0{MARK}",
        "byte order mark": f"\ufeff{MARK}",
        "right to left": f"\u202e{MARK}\u2066",
        "line ends": f"{MARK}\r\nX-Injected: {MARK}\n\n{MARK}",
        "terminal": f"\x1b[31m{MARK}\x07\x9b",
        "template": f"{{{{7*7}}}} ${{jndi:ldap://{MARK}}} %s%n %({MARK})s",
        "markup": f"<script>{MARK}</script>'; DROP TABLE {MARK};--",
        "combining": MARK + "\u0301" * 500,
        "not characters": f"{MARK}\ufffe\uffff\U0010ffff",
        "long": MARK + "x" * 100_000 + MARK,
    }
    for name, text in odd.items():
        yield valued("odd text", name, operation, place, text)


def nested(operation, place):
    for depth in (10, 900, 1000, 100_000):
        for opening, closing in ("[]", ('{"a":', "}")):
            text = opening * depth + "1" + closing * depth
            body = fill(operation.example, place, text)
            name = f"{depth} x {opening} at {place}"
            yield with_body("nesting", name, operation, body)


def arrays(operation, place):
    value = at(operation.example, place)
    odd = {
        "one fewer": value[:-1],
        "one more": [*value, value[-1]],
        "twice": value * 2,
        "10,000 items": (value * 10_000)[:10_000],
        "a text among them": [*value[:-1], MARK],
        "null among them": [*value[:-1], None],
        "true among them": [*value[:-1], True],
        "one more, a text": [*value, MARK],
        "an object with numbers for names": {str(i): v for i, v in enumerate(value)},
        "a text of it": json.dumps(value),
    }
    for name, array in odd.items():
        yield valued("array", name, operation, place, array)


def objects(operation, place):
    fields = at(operation.example, place)
    names = few(fields)
    for name in names:
        less = {n: v for n, v in fields.items() if n != name}
        yield valued("missing", f"without {name}", operation, place, less)
        for wrong in (name[:-1], name + "s", name.swapcase(), f" {name}", f"{name}\0"):
            body = json.dumps(
                put(operation.example, place, less | {wrong: fields[name]})
            )
            title = f"{wrong!r} for {name!r}"
            yield with_body("misspelt", title, operation, body)
            body = json.dumps(put(operation.example, place, fields | {wrong: None}))
            yield with_body("misspelt", f"{title}, beside it", operation, body)
        order = [*fields.items()]
        first = "{" + ", ".join([*members([(name, MARK)]), *members(order)]) + "}"
        last = "{" + ", ".join([*members(order), *members([(name, MARK)])]) + "}"
        body, right = fill(operation.example, place, first), operation.example
        title = f"{name} twice, the last is"
        yield with_body("twice", f"{title} right", operation, body, means=right)
        body, wrong = (
            fill(operation.example, place, last),
            put(right, (*place, name), MARK),
        )
        means = wrong if operation.allows(wrong) else NOTHING
        yield with_body("twice", f"{title} not", operation, body, means=means)
    if not place:
        for name in set(operation.properties()) - set(fields):
            body = json.dumps(fields | {name[:-1]: None})
            yield with_body("misspelt", f"optional {name}", operation, body)
    yield from extras(operation, place, fields)


def extras(operation, place, fields):
    names = {
        "quotes": f"\"{MARK}'`",
        "a new line": f"{MARK}\r\n{MARK}",
        "a pointer": f"/{MARK}/~0~1",
        "markup": f"<b>{MARK}</b>",
        "NUL": f"\0{MARK}",
        "10,000 characters": MARK * 1000,
        "right to left": f"\u202e{MARK}",
        "an accent": f"{MARK}é",
        "50 characters": f"{MARK}{MARK}{MARK}{MARK}{MARK}",
        "braces": f"{{{MARK}}} {{pointer}} %({MARK})s",
        "nothing": "",
        "a space": " ",
        "an emoji": "🌸" + MARK,
    }
    names |= {
        n: n for n in ("__proto__", "constructor", "$ref", "__class__", "self", "0")
    }
    for title, name in names.items():
        body = json.dumps(put(operation.example, place, fields | {name: MARK}))
        title = f"{title}, at {place}"
        yield with_body("unknown field", title, operation, body)
    for title, name in {
        "a name": json.dumps(NAMED),
        "half": rf'"\ud800{MARK}"',
    }.items():
        text = "{" + ", ".join([*members(fields.items()), f'{name}: "{MARK}"']) + "}"
        body, title = fill(operation.example, place, text), f"{title}, at {place}"
        more = {}
        yield with_body("unknown field", title, operation, body, **more)
    # Short names, so that as many as can be fit into a body of 800 kB.
    counts = {count: f"{MARK} " for count in (25, 1000, 10_000)} | {80_000: "n"}
    for count, start in counts.items():
        many = fields | {f"{start}{i:x}": 0 for i in range(count)}
        body = json.dumps(put(operation.example, place, many), separators=",:")
        title = f"{count} of them at {place}"
        yield with_body("unknown field", title, operation, body)
