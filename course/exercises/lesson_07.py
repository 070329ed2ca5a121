"""The checks of notebook 07. Arguments are names in the notebook."""

import hashlib
import hmac
import json
import linecache
import re
import secrets
import subprocess
import sys
import threading
import types
import unicodedata
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest.mock import patch

import requests

from course.exercises import (
    Close,
    NotYet,
    call,
    exercise,
    letter,
    returned,
    shorter,
    shown,
    truth,
)


@exercise(
    "7.1",
    "What stands between the last letter of the key and the closing quote?",
    "What does an editor put at the end of a file, and what does `read_text` do with it?",
)
def explain_this_error(cause):
    answers = {
        "a": "`InvalidHeader` is raised by requests, on this side. Has the service seen the key at all?",
        "c": "our real keys have hyphens too, and arrive. Look at what comes after the last letter.",
        "d": "with another encoding some letters would be wrong. Which letters of the message are?",
    }
    letter(cause, "b", answers, "cause")
    return "Right: `.strip()` helps, and the key in the message is one to replace."


# --- 7.2 ------------------------------------------------------------------------------


class Noticed:
    """How the stored hash was compared."""

    def __init__(self):
        self.equals = self.apart = self.safe = False


def watched(text, notice):
    """Return `text` as a str that notices == and whoever takes it apart."""

    def equal(self, other):
        notice.equals = True
        return type(text).__eq__(self, other)

    class WatchedBytes(bytes):
        __eq__, __hash__ = equal_bytes(notice), bytes.__hash__

    class Watched(str):
        __eq__, __hash__ = equal, str.__hash__

        def __ne__(self, other):
            return not self == other

        def __iter__(self):
            notice.apart = True
            return str.__iter__(self)

        def encode(self, *arguments, **named):
            return WatchedBytes(str.encode(self, *arguments, **named))

    return Watched(text)


def equal_bytes(notice):
    def equal(self, other):
        notice.equals = True
        return bytes.__eq__(self, other)

    return equal


@contextmanager
def noticing(function, notice):
    """Notice calls of `compare_digest` and of HMACs, wherever they come from."""

    def passed_on(original):
        def called(*arguments, **named):
            notice.safe = True
            return original(*arguments, **named)

        return called

    names = getattr(function, "__globals__", {})
    kept = {n: v for n, v in names.items() if v in (hmac.compare_digest, hmac.new)}
    places = [(hmac, "compare_digest"), (hmac, "new"), (hmac, "digest")]
    places += [(secrets, "compare_digest")]
    patches = [patch.object(m, n, passed_on(getattr(m, n))) for m, n in places]
    try:
        names.update({name: passed_on(value) for name, value in kept.items()})
        for each in patches:
            each.start()
        yield
    finally:
        for each in patches:
            each.stop()
        names.update(kept)


ODD = ["ü", "key-öne", "клю́ч", "key-🔑", "schlüssel", "\ud83d", "key-one\udd11", "\0"]


def similar(key):
    """Texts that are nearly this key: {what was done to it: text}."""
    found = {
        "with capital letters": key.swapcase(),
        "with a space after it": key + " ",
        "with a newline after it": key + "\n",
        "with a letter more": key + "1",
        "with a letter less": key[:-1],
        "with an umlaut in it": key[:3] + "ü" + key[3:],
        "with an emoji after it": key + "🔑",
        "with half a character after it": key + "\ud83d",
        "with a zero byte after it": key + "\0",
        "with an invisible letter in it": key[:3] + "\u200b" + key[3:],
        "written with another é": unicodedata.normalize("NFD", key),
        "written twice": key + key,
    }
    return {what: text for what, text in found.items() if text != key}


@exercise(
    "7.2",
    "`compare_digest` is imported already. It takes two texts in ASCII, such as two hashes in hexadecimal digits.",
    'Which encoding has bytes for each letter of each language? And what does `encode` do with half a character, if its second argument is `"surrogatepass"`?',
)
def is_it_the_right_key(is_right):
    notice = Noticed()

    def says(sent, stored):
        with noticing(is_right, notice):
            answer = call(is_right, sent, watched(stored, notice), name="is_right")
        return truth(answer, "is_right")

    def digest(key):
        return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()

    right = ["key-one", "open-sesame", "clé-secrète", secrets.token_urlsafe(12)]
    for key in right[:2]:
        if not says(key, digest(key)):
            if says(digest(key), digest(key)):
                raise Close(
                    "what was sent is compared with the hash as it is, so the right key is refused, and the hash passes for it. What has to be hashed?"
                )
            raise Close(f"the right key is refused: {shown(key)}.")
    open_, passed = [], []
    says("something else", digest("another"))
    if notice.equals:
        open_.append("it compares with `==`")
    elif notice.apart:
        open_.append("it takes the hash apart, and a loop may stop at a difference")
    elif not notice.safe:
        open_.append("nothing in it compares in constant time")
    for sent in ODD:
        try:
            passed += [sent] * says(sent, digest("another"))
        except (UnicodeError, TypeError) as error:
            open_.append(f"it raises {type(error).__name__} for the text {sent!a}")
            break
    if len(open_) == 2:
        raise NotYet(f"two things are open: {open_[0]}, and {open_[1]}.")
    if open_ and "raises" in open_[0]:
        raise Close(f"{open_[0]}, and the stranger gets a 500.")
    if open_:
        raise Close(f"any text is fine now, but {open_[0]}.")
    if passed:
        raise Close(
            f"{passed[0]!a} passes for the key 'another'. What does it say when something fails?"
        )
    if says(digest("another"), digest("another")):
        raise Close(
            "the stored hash itself passes for the key, so whoever has read the list of hashes gets in."
        )
    for key in right:
        stored = digest(key)
        for what, text in similar(key).items():
            if says(text, stored):
                raise Close(f"the key {what} passes: {text!a} for {key!a}.")
        for place in (0, 1, 7, 8, 15, 16, 31, 32, 47, 62, 63):
            other = "0" if stored[place] != "0" else "1"
            if says(key, stored[:place] + other + stored[place + 1 :]):
                raise Close(
                    f"a hash that differs in its digit {place + 1} of 64 passes. Is all of it compared?"
                )
        for half in ("", stored[:32], stored + "00"):
            if says(key, half):
                raise Close(
                    f"a stored text of {len(half)} digits passes for a hash of 64."
                )
    for sent in ["", "x" * 5000, *ODD]:
        if says(sent, digest("key-one")):
            raise Close(f"{sent[:20]!a} passes for 'key-one'.")
    for key in (text for text in ODD if not any(map(is_half, text))):
        if not says(key, digest(key)):
            raise Close(f"{key!a} is refused where it is the right key.")
    for sent, key in [
        ("k\ud83d", "k?"),
        ("k\ud83d", "k\\ud83d"),
        ("k\ud83d", "k�"),
        XML,
    ]:
        if says(sent, digest(key)):
            raise Close(f"{sent!a} passes for {key!a}: one was turned into the other.")
    return (
        "Right: no other text passes, none makes it fail, and none is compared with ==."
    )


XML = ("k\ud83d", "k&#55357;")


def is_half(one):
    return 0xD800 <= ord(one) <= 0xDFFF


# --- 7.3 ------------------------------------------------------------------------------

CHILD = """
import importlib, json, sys
told = json.load(sys.stdin)
names = {name: importlib.import_module(module) for name, module in told["modules"].items()}
sys.stdout, out = sys.stderr, sys.stdout
exec(told["cell"], names)
print(json.dumps(names[told["name"]](*told["arguments"])), file=out)
"""


def unmoved(one, other_secret, other_card, length=5):
    """Return a part of `one` that hangs on the card and not on the secret, or ""."""
    for i in range(len(one) - length + 1):
        part = one[i : i + length]
        if part == other_secret[i : i + length] != other_card[i : i + length]:
            return part
    return ""


def elsewhere(function, *arguments):
    """Return what a learner's cell says in another process, or None if it needs more."""
    where = getattr(getattr(function, "__code__", None), "co_filename", "")
    known = getattr(function, "__globals__", {})
    modules = {
        name: value.__name__
        for name, value in known.items()
        if isinstance(value, types.ModuleType)
        and value.__name__ in sys.stdlib_module_names
    }
    told = {
        "cell": "".join(linecache.getlines(where)),
        "modules": modules,
        "name": function.__name__,
        "arguments": arguments,
    }
    # check() itself would be asked in a cell that holds both.
    told["cell"] = "\n".join(
        line
        for line in told["cell"].splitlines()
        if not line.startswith(("check(", "%", "!"))
    )
    command = [sys.executable, "-c", CHILD]
    done = subprocess.run(
        command, input=json.dumps(told), capture_output=True, text=True
    )
    return json.loads(done.stdout) if done.returncode == 0 else None


@exercise(
    "7.3",
    "`hmac.new(secret, text, hashlib.sha256).hexdigest()` takes bytes; `.encode()` makes them of a text.",
    "What would the thief need, to do the same with all cards?",
)
def a_line_without_the_card(audit_line):
    def line(
        card, secret="the-audit-secret-of-this-check", decision="review", time="12:00"
    ):
        text = call(audit_line, card, secret, decision, time, name="audit_line")
        return read(
            returned(text, str, "one line of JSON as a text", "audit_line"),
            card,
            secret,
            decision,
            time,
        )

    def read(text, card, secret, decision, time):
        try:
            facts = json.loads(text)
        except ValueError:
            raise Close(
                f"for the decision {shown(decision)} the text is not JSON: {shorter(text, 70)}"
            ) from None
        if not isinstance(facts, dict):
            raise Close(f"the JSON is no object: {shorter(text, 70)}")
        if set(facts) != {"card", "decision", "time"}:
            names = ", ".join(sorted(facts))
            raise Close(f"the object needs card, decision and time, and has: {names}.")
        if len(text.splitlines()) > 1:
            raise Close(
                "one line was asked for, and there are several: a log is read line by line."
            )
        for name, value in (("decision", decision), ("time", time)):
            if facts[name] != value:
                raise Close(
                    f"`{name}` is to stay as it is: {shown(value)} became {shown(facts[name])}."
                )
        if card in text:
            raise NotYet("the card is in the line, for everybody to read.")
        if len(secret) > 12 and secret[:12] in text:
            raise Close("the secret itself is in the line, or a part of it.")
        if facts["card"] is None or isinstance(facts["card"], bool | dict | list):
            raise Close(f"`card` should be a pseudonym, and is {shown(facts['card'])}.")
        return str(facts["card"])

    cards = [f"tok_{number:05}Kq" for number in range(3000)]
    first = line(cards[0])
    if first != line(cards[0]):
        raise Close(
            "the same card has another pseudonym each time: who finds it again?"
        )
    if first != line(cards[0], time="13:00"):
        raise Close("the pseudonym depends on the time. It should depend on the card.")
    if first != line(cards[0], decision="allow"):
        raise Close(
            "the pseudonym depends on the decision. It should depend on the card."
        )
    if cards[0][-4:] in first or cards[0][4:8] in first:
        raise Close("a part of the card is in the line. With the time, that is enough.")
    if first == line(cards[1]) and first == line(cards[2]):
        raise Close("all cards have the same pseudonym, so it finds nothing.")
    unkeyed = first == line(cards[0], secret="another-secret")
    for name in ("sha256", "sha512", "sha1", "md5", "blake2b", "sha3_256"):
        guesses = [hashlib.new(name, card.encode()).hexdigest() for card in cards[:3]]
        if unkeyed and all(
            g.startswith(line(c)) for g, c in zip(guesses, cards, strict=False)
        ):
            raise Close(
                f"I have found the card: I hashed all of them with {name}, without any secret."
            )
    for name in ("sha256", "sha512", "sha1", "md5", "blake2b", "sha3_256"):
        plain = hashlib.new(name, cards[0].encode()).hexdigest()
        if any(plain[i : i + 12] in first for i in range(0, len(plain) - 11)):
            raise Close(
                f"a plain {name} of the card is in the pseudonym. I have hashed all cards, and found it, without any secret."
            )
    if unkeyed:
        raise Close("another secret gives the same pseudonym. What is the secret for?")
    again, neighbour = line(cards[0], secret="another-secret"), line(cards[1])
    if part := unmoved(first, again, neighbour):
        raise Close(
            f"with another secret a part of the pseudonym, {part!r}, stays as it was; for another card it changes. I try all cards on that part, without any secret."
        )
    secret = secrets.token_hex(40)
    with_it = line(cards[0], secret=secret)
    for place in (0, 1, 7, 8, 15, 16, 31, 32, 63, 64, 79):
        other = secret[:place] + ("g" if place % 2 else "h") + secret[place + 1 :]
        if line(cards[0], secret=other) == with_it:
            raise Close(
                f"a secret of 80 letters that differs in letter {place + 1} gives the same pseudonym: the thief need not guess all of it."
            )
    if line(cards[0], secret="ab") == line(cards[0], secret="ba"):
        raise Close("the secrets 'ab' and 'ba' give the same pseudonym.")
    card = "tok_" + "".join("Aa0Bb1Cc2Dd3Ee4F")
    whole = line(card)
    for place in range(4, len(card)):
        other = line(card[:place] + "z" + card[place + 1 :])
        if other == whole:
            raise Close(
                f"two cards that differ in letter {place + 1} share a pseudonym."
            )
        if sum(a == b for a, b in zip(whole, other, strict=False)) > 0.7 * len(whole):
            raise Close(
                "two cards that differ in one letter have nearly the same pseudonym, so letter by letter the card can be read from it."
            )
    for other in (card.upper(), card.lower(), f"{card} ", f" {card}"):
        if line(other) == whole:
            raise Close(
                f"the cards {card!r} and {other!r} share a pseudonym, and are two cards."
            )
    if line("tok_ä") == line("tok_ö"):
        raise Close("the cards 'tok_ä' and 'tok_ö' share a pseudonym.")
    if line(card, secret="ä" * 20) == line(card, secret="ö" * 20):
        raise Close("two secrets that differ in their umlauts give the same pseudonym.")
    four = [line(f"tok_0000000{last}") for last in "0123"]
    if all(re.fullmatch("[0-9a-f]+", each) for each in four):
        a, b, c, d = (int(each, 16) for each in four)
        if a ^ b ^ c == d:
            raise Close(
                "from the pseudonyms of three cards I have computed that of a fourth, without the secret: a checksum is no HMAC."
            )
    if len({line(each) for each in cards}) < len(cards):
        raise Close("of 3,000 cards, some share a pseudonym: it is too short.")
    for odd in ('he said "no"', "back\\slash", "two\nlines", "naïve ✓", "{}", " HELD "):
        line(cards[0], decision=odd)
        line(cards[0], time=odd)
        line(cards[0], secret=f"the secret {odd} of this check")
        line(f"tok_{odd}_of_somebody")
    told = ("tok_4f9Kq2Zw", "the-audit-secret-of-this-check", "review", "12:00")
    there = elsewhere(audit_line, *told)
    if there is not None and read(there, *told) != line(told[0]):
        raise Close(
            "in another process the same card has another pseudonym: after a restart, nobody finds it again."
        )
    glued = [
        ("the-secret-tok_", "0001_of_somebody", "the-secret-", "tok_0001_of_somebody"),
        ("body-a-secret", "tok_0001_of_some", "-a-secret", "tok_0001_of_somebody"),
    ]
    for secret, card, other, longer in glued:
        if line(card, secret=secret) == line(longer, secret=other):
            raise Close(
                "secret and card are glued together, and nobody sees where the one ends: 'ab' with 'c' gives the pseudonym of 'a' with 'bc'. What keeps the two apart?"
            )
    return "Right: one pseudonym a card, and the thief cannot do without the secret."


# --- 7.4 ------------------------------------------------------------------------------

DOORS = {"/detect-fraud": "POST", "/admin/keys": "GET", "/nowhere": "GET"}
# What each service with a hole answers to a request: {what it does: status codes}.
HOLES = {
    "one that wants no key, and refuses wrong ones": lambda method, path, key: (
        401 if key else 200
    ),
    "one that takes any key": lambda method, path, key: 200 if key else 401,
    "one that has forgotten /admin/keys": lambda method, path, key: (
        200 if path == "/admin/keys" else 401
    ),
    "one that asks for no key at /detect-fraud": lambda method, path, key: (
        401 if path != "/detect-fraud" else 422 if method == "POST" else 405
    ),
    "one that answers GET to /detect-fraud with 401, and POST with 200": lambda method, path, key: (
        200 if (method, path) == ("POST", "/detect-fraud") else 401
    ),
    "one that tells strangers which paths there are": lambda method, path, key: (
        404 if path == "/nowhere" else 401
    ),
    "one that falls over a wrong key": lambda method, path, key: 500 if key else 401,
    "one that answers 403 to those it does not know": lambda method, path, key: 403,
    "one that lets a wrong key in at /admin/keys": lambda method, path, key: (
        200 if key and path == "/admin/keys" else 401
    ),
    "one that is closed": lambda method, path, key: 401,
}


@contextmanager
def service(hole):
    """Yield the address of a service that answers as `hole` says, and what it sees."""
    seen = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self):
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            key = self.headers.get("X-API-Key", "")
            path = self.path.partition("?")[0]
            if path != "/health":
                seen.append((self.command, path, bool(key)))
            self.send_response(
                200 if path == "/health" else hole(self.command, path, key)
            )
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", "2")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(b"{}")

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_OPTIONS = do_PATCH = answer

        def log_message(self, *arguments):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", seen
        finally:
            server.shutdown()


def open_doors(url):
    """The doors of a service behind which a stranger gets any further."""
    found = set()
    with requests.Session() as session:
        session.trust_env = False
        for path, method in DOORS.items():
            for headers in ({}, {"X-API-Key": "no-key-of-ours"}):
                answer = session.request(
                    method, url + path, headers=headers, timeout=30
                )
                if answer.status_code == 429:
                    raise NotYet(
                        "your service has had enough of wrong keys, and answers 429. Wait a minute, or start it again, and run this cell once more."
                    )
                if answer.status_code != 401:
                    found.add(path)
    return found


@exercise(
    "7.4",
    "With which method does a client ask for a decision? `requests.request(method, url)` takes it as a text.",
    "A stranger has no key, or a wrong one: those are two requests a door. What else than 200 is not a 401?",
)
def write_the_missing_test(closed, server):
    lists = []

    def says(url):
        found = call(closed, url, name="closed")
        found = returned(found, list | tuple | set, "a list of paths", "closed")
        lists.append(found)
        if odd := [each for each in found if each not in DOORS]:
            raise NotYet(f"the list holds {shown(odd[0])}, which is none of the DOORS.")
        return set(found)

    try:
        requests.get(f"{server.url}/health", timeout=60)
    except (requests.RequestException, AttributeError):
        raise NotYet(
            'your service does not answer. Start it: `server = serve("../lessons/07_secure")`'
        ) from None
    truly = open_doors(server.url)
    if (said := says(server.url)) != truly:
        open_doors(server.url)  # perhaps it has had enough of wrong keys by now
        raise Close(
            f"of your own service it says {listed(said)}, and I find {listed(truly)}."
        )
    for what, hole in HOLES.items():
        with service(hole) as (url, seen):
            said, asked = says(url), [*seen]
            truly = open_doors(url)
        if missed := truly - said:
            why = overlooked(missed, asked, hole)
            raise Close(f"a hole goes unnoticed: {what}. {why}")
        if said - truly:
            raise Close(
                f"false alarm: {what}. It names {min(said - truly)}, which is closed."
            )
    if twice := [each for one in lists for each in one if [*one].count(each) > 1]:
        raise Close(f"all holes are found, and {twice[0]} is in a list more than once.")
    return "Right: your service is closed, and no hole of nine went unnoticed."


def overlooked(doors, asked, hole):
    """Say why doors were taken for closed, from the requests that were sent.

    Of several reasons, the one that comes first on the way to the right answer.
    """
    if not asked:
        return "Your function sends no request to the service at `url`."
    return min(reason(door, asked, hole) for door in sorted(doors))[1]


def reason(door, asked, hole):
    mine = [each for each in asked if each[1] == door]
    if not mine:
        return 1, f"It never asks at {door}."
    if DOORS[door] not in {method for method, _, _ in mine}:
        return (
            2,
            f"It asks at {door} with {mine[0][0]}, and a client with {DOORS[door]}.",
        )
    right = [each for each in mine if each[0] == DOORS[door]]
    if not any(key for _, _, key in right):
        return 3, f"At {door} it never sends a key, not even a wrong one."
    if all(key for _, _, key in right):
        return 3, f"At {door} it never asks without any key."
    codes = {hole(*each) for each in right} - {401}
    return 4, f"At {door} it is answered {min(codes)}, and calls that closed."


def listed(paths):
    """Return some paths as one text."""
    return ", ".join(sorted(paths)) or "that all is closed"
