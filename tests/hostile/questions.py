"""GET operations with something to fill in: odd values in the path and in the query."""

from dataclasses import dataclass, field
from urllib.parse import quote

from jsonschema import Draft202012Validator

from hostile.operations import follow, of_schema
from hostile.request import ADDRESS, NAMED, NOTHING, Hostile, http

REFUSALS = frozenset({400, 404, 405, 410, 414, 422})
NUMBERS = ["0", "-1", "-0", "+7", "07", "7.0", "7e0", "1e999", "-1e999", "NaN", "nan"]
NUMBERS += ["Infinity", "inf", "0x7", "0b1", "1_000", "1,5", "7L", "½", "٧", "７", "Ⅶ"]
NUMBERS += ["999999999", "1000000000", str(2**31), str(2**63), str(10**30), "9" * 400]
NUMBERS += ["9" * 5000, "-" + "9" * 5000]
TEXTS = ["", " ", "7 ", " 7", "7\n", "\t7", "7\0", "\0", "null", "None", "true", "[7]"]
TEXTS += ['{"$gt":0}', "'; DROP TABLE users;--", "{{7*7}}", "${jndi:ldap://x}", "%s%n"]
TEXTS += ["<script>", "\u202e7", "\ufeff7", "é", "🌸", "7/8", "../7", "..", ".", "*"]
TEXTS += [
    "../" * 20 + "etc/passwd",
    "7;a=1",
    "7?limit=1",
    "x" * 9000,
    "7-7-7",
    "-",
    "~",
]
# As they are: percent signs that no text turns into.
RAW = ["%ED%A0%80", "%ff%fe", "%C0%AF", "%", "%zz", "%00", "%2e%2e%2f", "%252e", "%25"]
RAW += ["%0d%0aX-Injected:%20" + ADDRESS, ADDRESS, "\xff\xfe", ADDRESS * 600]
NAMES = ["Limit", "limit ", "limit[]", "__proto__", "offset", "user", "id", NAMED]
TAGS = ["", ",", '"', '""', "W/", 'W/"', f'"{ADDRESS}"', ADDRESS, '"a", "b"', "**"]
TAGS += ['"' + "x" * 6000 + '"', "W/" * 2000, '"a",' * 1500, '"é"', "\xff\xfe", '"\\"']
TAGS += ["*, *", '*"', "null", "0", '"' + ADDRESS + '\t"']


@dataclass
class Question:
    path: str  # with {name} in it
    places: dict  # {name: schema} of what is filled in
    queries: dict  # {name: schema}
    headers: dict = field(default_factory=dict)

    def target(self, name=None, text=None):
        """The address with its own examples, or with another text in one place."""
        path = self.path
        for place, schema in self.places.items():
            if place != name:
                own = quote(str(of_schema(schema, schema)), safe="")
            path = path.replace(f"{{{place}}}", text if place == name else own)
        return path

    def answers(self):
        """Has it examples? What has to be made first, such as a decision, has none."""
        try:
            return bool(self.target())
        except LookupError:
            return False


def questions(spec, headers):
    """All GET operations whose path has something to fill in."""
    for path, item in spec["paths"].items():
        if "get" in item and "{" in path:
            found = {"path": {}, "query": {}}
            for one in item["get"].get("parameters", []):
                if one["in"] in found:
                    whole = spec | one["schema"]
                    found[one["in"]][one["name"]] = follow(one["schema"], whole)
            yield Question(path, found["path"], found["query"], headers)


def allows(schema, text):
    """Is a text, as it stands in an address, a value that the description allows?"""
    value = text
    if schema.get("type") == "integer":
        if not (text.isascii() and text.isdigit()) or str(int(text[:99])) != text:
            return False
        value = int(text)
    return Draft202012Validator(schema).is_valid(value)


def odd_questions(question):
    """Every hostile request to it."""
    texts = [(text, quote(text, safe="")) for text in NUMBERS + TEXTS]
    texts += [(None, raw) for raw in RAW]
    for name, schema in question.places.items():
        for text, written in texts:
            if written:  # without it, it is another address
                target = question.target(name, written)
                text = text if question.answers() else None
                yield asked(question, f"{name} is", target, text, schema)
    if not question.answers():
        return
    for name, schema in question.queries.items():
        for text, written in texts:
            target = f"{question.target()}?{name}={written}"
            yield asked(question, f"query {name} is", target, text, schema)
    for name in NAMES:
        if name not in question.queries:
            target = f"{question.target()}?{quote(name)}=1"
            yield asked(question, "query with", target, None, {})
    for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE", "get", ADDRESS):
        yield asked(question, "method", question.target(), None, {}, method=method)
    for tag in TAGS:
        target, more = question.target(), [("If-None-Match", tag)]
        yield asked(question, "If-None-Match", target, "", {}, more)


def asked(question, kind, target, text, schema, headers=(), method="GET"):
    headers = [*question.headers.items(), *headers]
    without = ["Content-Type", "Content-Length"] if method == "GET" else []
    wire = http(target, b"", headers, method, without)
    right = text is not None and allows(schema, text)
    more = {"means": target if right else NOTHING, "by_parser": True}
    name = f"{method} {target[:60]!r} {str(headers[len(question.headers) :])[:60]}"
    return Hostile(f"GET: {kind} …", name, [wire], REFUSALS, **more)
