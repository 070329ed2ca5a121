"""One hostile request: its bytes, and which answers to it are right."""

import json
import secrets
from dataclasses import dataclass, field

NOTHING = object()  # a request that means nothing may not be answered with a 2xx
BAD_BODY = frozenset({400, 422})
LOST = frozenset({400, 404, 405})
JSON = "application/json"


# Where such a text shows up, the request has been repeated. The corpus is written with
# these three; each request gets its own, of the same length, that nobody can guess.
MARK = "zqsecretsecr"  # in no refusal, and never in the log
NAMED = "zqnamednamed"  # the name of an unknown field: the same, as a secret may be one
ADDRESS = "zqaddressadd"  # the access log tells what was asked for; no refusal does


def fresh():
    return "zq" + secrets.token_hex(5)


@dataclass
class Hostile:
    kind: str
    name: str
    chunks: list  # of bytes; or, where there is no end to it, an iterator of them
    refusals: frozenset = BAD_BODY
    means: object = NOTHING  # the body as any JSON reader takes it, if it can be valid
    secret: list = field(default_factory=list)  # what else may not be repeated
    by_parser: bool = False  # uvicorn may refuse it before there is a request
    leaves: bool = False  # hangs up without waiting for an answer
    answers: int = 1

    def __post_init__(self):
        self.marks = {text: fresh() for text in (MARK, NAMED, ADDRESS)}
        endless = not isinstance(self.chunks, list)
        whole = b"" if endless or len(self.chunks) >= 50 else b"".join(self.chunks)
        for text, own in self.marks.items():
            if text.encode() in whole:
                old, new = text.encode(), own.encode()
                self.chunks = [chunk.replace(old, new) for chunk in self.chunks]
            if self.means is not NOTHING:
                self.means = json.loads(json.dumps(self.means).replace(text, own))
            self.name = self.name.replace(text, "…")

    def asks_for_the_head(self):
        return isinstance(self.chunks, list) and self.chunks[0].startswith(b"HEAD ")

    def not_in_refusals(self):
        return [*self.secret, *self.marks.values()]

    def not_in_log(self):
        return [*self.secret, self.marks[MARK], self.marks[NAMED]]


def http(target, body=b"", headers=(), method="POST", without=(), version="1.1"):
    """A request as bytes; `headers` come after those that every request has.

    `without` names headers to leave out. All may be str (sent as Latin-1) or bytes.
    """
    usual = [("Host", "127.0.0.1"), ("Content-Type", JSON), ("Connection", "close")]
    usual += [("Content-Length", str(len(body)))]
    gone = {name.lower() for name in without} | {
        raw(n).decode("latin-1").lower() for n, _ in headers
    }
    lines = [raw(method) + b" " + raw(target) + b" HTTP/" + raw(version)]
    usual = [pair for pair in usual if pair[0].lower() not in gone]
    lines += [raw(name) + b": " + raw(value) for name, value in [*usual, *headers]]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def sent(operation, *more):
    """The headers that every request to this service needs, and more."""
    kind = [("Content-Type", operation.kind)] * (operation.kind != JSON)
    return [*operation.headers.items(), *kind, *more]


def raw(text):
    return text if isinstance(text, bytes) else text.encode("latin-1")


def with_body(kind, name, operation, body, headers=(), **more):
    """A request with a body (str or bytes) that is wrong, and a secret in a header."""
    body = body.encode() if isinstance(body, str) else body
    sent = [*operation.headers.items(), ("X-Note", MARK), *headers]
    if len(body) > operation.most:
        more["refusals"] = more.get("refusals", BAD_BODY) | {413}
    return Hostile(kind, name, [http(operation.path, body, sent)], **more)
