"""Bodies that are wrong as a whole: other JSON, no JSON, odd bytes, deep nesting."""

import gzip
import json

from hostile.bodies import HALVES, NUMBERS, few, members
from hostile.request import MARK, NAMED, NOTHING, with_body

CODINGS = "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"


def texts(operation):
    for made in (right, other_json, no_json, truncated, coded, nested):
        yield from made(operation)


def right(operation):
    """Nothing is wrong with these: the service may not fall over its own caution."""
    example = operation.example
    spaced = json.dumps(example, indent=4).replace("\n", "\r\n\t ")
    forms = {"as it is": json.dumps(example), "spaces": f"\n\t {spaced} \r\n"}
    forms["tight"] = json.dumps(example, separators=(",", ":"))
    if isinstance(example, dict):
        turned = reversed(example.items())
        forms["turned around"] = "{" + ", ".join(members(turned)) + "}"
        escaped = json.dumps(example)
        for name in few(example):
            codes = "".join(f"\\u{ord(letter):04x}" for letter in name)
            escaped = escaped.replace(f'"{name}":', f'"{codes}":')
        forms["names as codes"] = escaped
    for name, body in forms.items():
        more = {"means": example, "refusals": frozenset()}
        yield with_body("nothing wrong", name, operation, body, **more)


def other_json(operation):
    example = operation.example
    others = [None, True, False, 0, -1, 1.5, "", MARK, [], {}, [[]], [{}], [example]]
    others += [
        [example, example],
        {NAMED: example},
        {"": example},
        [MARK],
        [[MARK]],
        {NAMED: MARK},
    ]
    others += [json.dumps(example), json.dumps(json.dumps(example))]
    if isinstance(example, dict):
        others += [list(example), list(example.values()), list(example.items())]
        others += [{"body": example}, {"data": {"data": example}}]
    for other in others:
        name, means = json.dumps(other)[:40], NOTHING
        if operation.allows(other):
            means = other
        body, more = json.dumps(other), {"means": means}
        yield with_body("other JSON", name, operation, body, **more)
    for text in [*NUMBERS, *HALVES]:
        yield with_body("other JSON", text, operation, text)
    for digits in (400, 4000, 5000):
        yield with_body("other JSON", f"{digits} digits", operation, "7" * digits)


def no_json(operation):
    right = json.dumps(operation.example)
    python = repr(operation.example)
    wrong = {
        "empty": "",
        "spaces": " \r\n\t ",
        "NUL": "\0",
        "a word": MARK,
        "two documents": f"{right}\n{right}",
        "two documents, a comma": f"{right}, {right}",
        "rubbish behind": f"{right} {MARK}",
        "rubbish before": f"{MARK} {right}",
        "a bracket behind": f"{right}]",
        "NUL behind": f"{right}\0",
        "a comment //": f"// {MARK}\n{right}",
        "a comment /* */": f"/* {MARK} */ {right}",
        "a comment #": f"{right} # {MARK}",
        "Python's quotes": python if "'" in python else f"'{MARK}'",
        "no quotes": right.replace('"', ""),
        "curly quotes": right.replace('"', "“"),
        "a comma at the end": right[:-1] + "," + right[-1],
        "a semicolon": right + ";",
        "YAML": f"data: {MARK}\nother: [1, 2]\n",
        "XML": f'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///{MARK}">]><a>&b;</a>',
        "a form": f"data={MARK}&other=1",
        "JSONP": f"{MARK}({right})",
        "a guard against hijacking": f")]}}',\n{right}",
        "a tab in a text": f'{{"{MARK}": "\t"}}',
        "a new line in a text": f'{{"{MARK}": "\n"}}',
        "a wrong escape": f'{{"{MARK}": "\\x41"}}',
        "a wrong code": f'{{"{MARK}": "\\u12"}}',
        "a name without quotes": f"{{{MARK}: 1}}",
        "a name that is a number": "{1: 2}",
        "a name and no value": f'{{"{MARK}"}}',
        "a separator of records": f"\x1e{right}",
        "True": "True",
        "undefined": "undefined",
        "a function": "function(){}",
    }
    for name, body in wrong.items():
        yield with_body("no JSON", name, operation, body)


def truncated(operation):
    whole = '{"note": "' + MARK + '", "body": ' + json.dumps(operation.example) + "}"
    right = json.dumps(operation.example)
    for text in (whole, right):
        for cut in sorted({len(text) * part // 13 for part in range(1, 13)}):
            name = f"after {cut} of {len(text)} characters"
            yield with_body("truncated", name, operation, text[:cut])


def coded(operation):
    """RFC 8259 wants UTF-8. Python guesses UTF-16 and UTF-32 too, and guesses right."""
    right = json.dumps(operation.example)
    same = {"means": operation.example}
    for coding in CODINGS:
        body = right.encode(coding)
        yield with_body("encoding", coding, operation, body, **same)
        name = f"{coding}, cut in a character"
        yield with_body("encoding", name, operation, body[:-1])
    yield with_body(
        "encoding", "UTF-8 with a mark", operation, "\ufeff" + right, **same
    )
    odd = {
        "UTF-7": right.encode("utf-7").replace(b"{", b"+AHs-"),
        "EBCDIC": right.encode("cp500"),
        "Latin-1": f'{{"{MARK}": "é"}}'.encode("latin-1"),
        "only a mark": b"\xef\xbb\xbf",
        "only UTF-16's mark": b"\xff\xfe",
        "all bytes": bytes(range(256)),
        "a picture": b"\x89PNG\r\n\x1a\n" + MARK.encode(),
        "a pickle": b"\x80\x04\x95\x0b\x00\x00\x00\x00\x00\x00\x00\x8c\x07"
        + MARK.encode(),
        "gzip, not said": gzip.compress(right.encode()),
    }
    for name, body in odd.items():
        yield with_body("encoding", name, operation, body)
    bodies = {
        "gzip": gzip.compress(right.encode()),
        "10 MB": gzip.compress(bytes(10**7)),
    }
    for name, body in bodies.items():
        for coding in ("gzip", "br", "deflate", "gzip, gzip"):
            name = f"{name} sent as {coding}"
            more = {"headers": [("Content-Encoding", coding)]}
            more |= {"refusals": frozenset({400, 415, 422})}
            yield with_body("compressed", name, operation, body, **more)
    more = {"headers": [("Content-Encoding", "gzip")], **same}
    more |= {"refusals": frozenset({400, 415, 422})}
    yield with_body("compressed", "not, but said to be", operation, right, **more)


def nested(operation):
    for depth in (10, 900, 1000, 100_000):
        for opening, closing in ("[]", ('{"a":', "}")):
            for inside in ("", "1", "NaN", '"'):
                name = f"{depth} x {opening} around {inside!r}"
                body = opening * depth + inside + closing * depth
                yield with_body("nesting", name, operation, body)
        yield with_body("nesting", f"{depth} x [, open", operation, "[" * depth)
        yield with_body("nesting", f"{depth} x ]", operation, "]" * depth)
