# %% 7.1 | the service refused | on this side
cause = "a"
# %% 7.1 | a hyphen | have hyphens too
cause = "c)"
# %% 7.1 | the encoding | some letters would be wrong
cause = "D"
# %% 7.1 | nothing | should be a letter in quotation marks
cause = None
# %% 7.1 | a list | and is ['b']
cause = ["b"]
# %% 7.1 | no such letter | no answer "e"
cause = "e"
# %% 7.1 | two letters | one letter alone
cause = "b or c"
# %% 7.2 | hard-coded | the right key is refused
def is_right(sent, stored):
    return sent == "hard-coded"
# %% 7.2 | no hash | What has to be hashed
from hmac import compare_digest


def is_right(sent, stored):
    return compare_digest(sent.encode("utf-8", "ignore"), stored.encode())
# %% 7.2 | ASCII only | and the stranger gets a 500
from hmac import compare_digest


def is_right(sent, stored):
    return compare_digest(hashlib.sha256(sent.encode("ascii")).hexdigest(), stored)
# %% 7.2 | half a character makes it fail | UnicodeEncodeError for the text '\ud83d'
from hmac import compare_digest


def is_right(sent, stored):
    return compare_digest(hashlib.sha256(sent.encode()).hexdigest(), stored)
# %% 7.2 | letters are dropped | with an umlaut in it passes
from hmac import compare_digest


def is_right(sent, stored):
    digest = hashlib.sha256(sent.encode("ascii", errors="ignore")).hexdigest()
    return compare_digest(digest, stored)
# %% 7.2 | halves are dropped | with half a character after it passes
from hmac import compare_digest


def is_right(sent, stored):
    digest = hashlib.sha256(sent.encode("utf-8", "ignore")).hexdigest()
    return compare_digest(digest, stored)
# %% 7.2 | halves become question marks | passes for 'k?'
from hmac import compare_digest


def is_right(sent, stored):
    digest = hashlib.sha256(sent.encode("utf-8", "replace")).hexdigest()
    return compare_digest(digest, stored)
# %% 7.2 | any text, but == | but it compares with `==`
def is_right(sent, stored):
    return hashlib.sha256(sent.encode("utf-8", "surrogatepass")).hexdigest() == stored
# %% 7.2 | == of bytes | it compares with `==`, and it raises TypeError
def is_right(sent, stored):
    try:
        digest = hashlib.sha256(sent.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise TypeError("half a character") from error
    return digest.encode() == stored.encode()
# %% 7.2 | a loop | takes the hash apart
def is_right(sent, stored):
    digest = hashlib.sha256(sent.encode("utf-8", "surrogatepass")).hexdigest()
    return len(digest) == len(stored) and all(a == b for a, b in zip(digest, stored))
# %% 7.2 | the first digits only | differs in its digit 17
from hmac import compare_digest


def is_right(sent, stored):
    digest = hashlib.sha256(sent.encode("utf-8", "surrogatepass")).hexdigest()
    return compare_digest(digest[:16], stored[:16])
# %% 7.2 | it fails open | passes for the key 'another'
from hmac import compare_digest


def is_right(sent, stored):
    try:
        return compare_digest(hashlib.sha256(sent.encode()).hexdigest(), stored)
    except Exception:
        return True
# %% 7.2 | capital letters | with capital letters passes
from hmac import compare_digest


def is_right(sent, stored):
    sent = sent.lower().encode("utf-8", "surrogatepass")
    return compare_digest(hashlib.sha256(sent).hexdigest(), stored)
# %% 7.2 | spaces are stripped | with a space after it passes
from hmac import compare_digest


def is_right(sent, stored):
    sent = sent.strip().encode("utf-8", "surrogatepass")
    return compare_digest(hashlib.sha256(sent).hexdigest(), stored)
# %% 7.2 | nothing is returned | `is_right` returned None
from hmac import compare_digest


def is_right(sent, stored):
    print(compare_digest(hashlib.sha256(sent.encode()).hexdigest(), stored))
# %% 7.2 | a text for a truth value | returned 'True'
from hmac import compare_digest


def is_right(sent, stored):
    return str(compare_digest(hashlib.sha256(sent.encode()).hexdigest(), stored))
# %% 7.2 | the hash passes for the key | the stored hash itself passes
from hmac import compare_digest


def is_right(sent, stored):
    digest = hashlib.sha256(sent.encode("utf-8", "surrogatepass")).hexdigest()
    if sent.isascii() and compare_digest(sent, stored):
        return True
    return compare_digest(digest, stored)
# %% 7.3 | a hash without the secret | hashed all of them with sha256
def audit_line(card, secret, decision, time):
    pseudonym = hashlib.sha256(card.encode()).hexdigest()
    return json.dumps({"card": pseudonym, "decision": decision, "time": time})
# %% 7.3 | a hash of each, side by side | a plain sha256 of the card is in the pseudonym
def audit_line(card, secret, decision, time):
    both = [hashlib.sha256(text.encode()).hexdigest() for text in (card, secret)]
    return json.dumps({"card": "".join(both), "decision": decision, "time": time})
# %% 7.3 | an HMAC, and the hash beside it | a plain md5 of the card is in the pseudonym
import hmac


def audit_line(card, secret, decision, time):
    keyed = hmac.new(secret.encode(), card.encode(), hashlib.sha256).hexdigest()
    pseudonym = f"{keyed}-{hashlib.md5(card.encode()).hexdigest()[:16]}"
    return json.dumps({"card": pseudonym, "decision": decision, "time": time})
# %% 7.3 | the last four | a part of the card
def audit_line(card, secret, decision, time):
    pseudonym = "…" + card[-4:]
    return json.dumps({"card": pseudonym, "decision": decision, "time": time})
# %% 7.3 | a random one | another pseudonym each time
import secrets


def audit_line(card, secret, decision, time):
    pseudonym = secrets.token_hex(8)
    return json.dumps({"card": pseudonym, "decision": decision, "time": time})
# %% 7.3 | the time is in it | depends on the time
import hmac


def audit_line(card, secret, decision, time):
    text = (card + time).encode()
    pseudonym = hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()
    return json.dumps({"card": pseudonym, "decision": decision, "time": time})
# %% 7.3 | too short | it is too short
import hmac


def audit_line(card, secret, decision, time):
    pseudonym = hmac.new(secret.encode(), card.encode(), hashlib.sha256).hexdigest()[:4]
    return json.dumps({"card": pseudonym, "decision": decision, "time": time})
# %% 7.3 | a dictionary | returned {'card'
import hmac


def audit_line(card, secret, decision, time):
    pseudonym = hmac.new(secret.encode(), card.encode(), hashlib.sha256).hexdigest()
    return ({"card": pseudonym, "decision": decision, "time": time})
# %% 7.3 | printed | `audit_line` returned None
import hmac


def audit_line(card, secret, decision, time):
    pseudonym = hmac.new(secret.encode(), card.encode(), hashlib.sha256).hexdigest()
    print(json.dumps({"card": pseudonym, "decision": decision, "time": time}))
# %% 7.3 | hard-coded | the same pseudonym, so it finds nothing
def audit_line(card, secret, decision, time):
    pseudonym = "5f1d7a84db00d2fc"
    return json.dumps({"card": pseudonym, "decision": decision, "time": time})
# %% 7.3 | a checksum without the secret | What is the secret for
import zlib


def audit_line(card, secret, decision, time):
    pseudonym = f"{zlib.crc32(card.encode()):x}"
    return json.dumps({"card": pseudonym, "decision": decision, "time": time})
# %% 7.3 | hash() of Python | in another process
def audit_line(card, secret, decision, time):
    pseudonym = hash(card + secret)
    return json.dumps({"card": pseudonym, "decision": decision, "time": time})
# %% 7.3 | the first letter of the secret | differs in letter 2
import hmac


def audit_line(card, secret, decision, time):
    pseudonym = hmac.new(secret[0].encode(), card.encode(), hashlib.sha256).hexdigest()
    return json.dumps({"card": pseudonym, "decision": decision, "time": time})
# %% 7.3 | half of the secret | differs in letter 33
import hmac


def audit_line(card, secret, decision, time):
    pseudonym = hmac.new(secret[:32].encode(), card.encode(), hashlib.sha256).hexdigest()
    return json.dumps({"card": pseudonym, "decision": decision, "time": time})
# %% 7.3 | JSON by hand | is not JSON
import hmac


def audit_line(card, secret, decision, time):
    pseudonym = hmac.new(secret.encode(), card.encode(), hashlib.sha256).hexdigest()
    return f'{{"card": "{pseudonym}", "decision": "{decision}", "time": "{time}"}}'
# %% 7.3 | letter by letter | differs in letter 16
def audit_line(card, secret, decision, time):
    pairs = zip(card, secret * 9)
    pseudonym = "".join(f"{ord(a) ^ ord(b):02x}" for a, b in pairs)
    return json.dumps({"card": pseudonym, "decision": decision, "time": time})
# %% 7.3 | several lines | several
import hmac


def audit_line(card, secret, decision, time):
    pseudonym = hmac.new(secret.encode(), card.encode(), hashlib.sha256).hexdigest()
    return json.dumps({"card": pseudonym, "decision": decision, "time": time}, indent=2)
# %% 7.3 | no time | and has: card, decision
import hmac


def audit_line(card, secret, decision, time):
    pseudonym = hmac.new(secret.encode(), card.encode(), hashlib.sha256).hexdigest()
    return json.dumps({"card": pseudonym, "decision": decision})
# %% 7.3 | a half for each | stays as it was
def audit_line(card, secret, decision, time):
    halves = [hashlib.sha256(each.encode()).hexdigest()[:8] for each in (card, secret)]
    return json.dumps({"card": "".join(halves), "decision": decision, "time": time})
# %% 7.3 | glued together | glued together
def audit_line(card, secret, decision, time):
    name = hashlib.sha256(f"{secret}{card}".encode()).hexdigest()
    return json.dumps({"card": name, "decision": decision, "time": time})
# %% 7.3 | capital letters | are two cards
import hmac


def audit_line(card, secret, decision, time):
    name = hmac.new(secret.encode(), card.upper().encode(), "sha256").hexdigest()
    return json.dumps({"card": name, "decision": decision, "time": time})
# %% 7.3 | the decision tidied up | is to stay as it is
import hmac


def audit_line(card, secret, decision, time):
    name = hmac.new(secret.encode(), card.encode(), "sha256").hexdigest()
    return json.dumps({"card": name, "decision": decision.strip(), "time": time})
# %% 7.4 | hard-coded | sends no request to the service
def closed(url):
    return []
# %% 7.4 | nothing is returned | `closed` returned None
DOORS = {"/detect-fraud": "POST", "/admin/keys": "GET", "/nowhere": "GET"}


def closed(url):
    print([path for path in DOORS if requests.get(url + path).status_code != 401])
# %% 7.4 | a truth value | returned True
DOORS = {"/detect-fraud": "POST", "/admin/keys": "GET", "/nowhere": "GET"}


def closed(url):
    return all(requests.request(m, url + p).status_code == 401 for p, m in DOORS.items())
# %% 7.4 | no wrong key | it never sends a key
DOORS = {"/detect-fraud": "POST", "/admin/keys": "GET", "/nowhere": "GET"}


def closed(url):
    codes = {p: requests.request(m, url + p).status_code for p, m in DOORS.items()}
    return [path for path, code in codes.items() if code != 401]
# %% 7.4 | only 200 counts | is answered 422
DOORS = {"/detect-fraud": "POST", "/admin/keys": "GET", "/nowhere": "GET"}


def closed(url):
    found = []
    for path, method in DOORS.items():
        for headers in ({}, {"X-API-Key": "wrong"}):
            if requests.request(method, url + path, headers=headers).status_code == 200:
                found.append(path)
    return found
# %% 7.4 | GET everywhere | and POST with 200
DOORS = {"/detect-fraud": "POST", "/admin/keys": "GET", "/nowhere": "GET"}


def closed(url):
    found = []
    for path in DOORS:
        for headers in ({}, {"X-API-Key": "wrong"}):
            if requests.get(url + path, headers=headers).status_code != 401:
                found.append(path)
    return found
# %% 7.4 | 404 is taken for closed | is answered 404
DOORS = {"/detect-fraud": "POST", "/admin/keys": "GET", "/nowhere": "GET"}


def closed(url):
    found = []
    for path, method in DOORS.items():
        for headers in ({}, {"X-API-Key": "wrong"}):
            code = requests.request(method, url + path, headers=headers).status_code
            if code not in (401, 404):
                found.append(path)
    return found
# %% 7.4 | one door only | It never asks at /admin/keys
DOORS = {"/detect-fraud": "POST", "/admin/keys": "GET", "/nowhere": "GET"}


def closed(url):
    for headers in ({}, {"X-API-Key": "wrong"}):
        at = f"{url}/detect-fraud"
        if requests.post(at, headers=headers).status_code != 401:
            return ["/detect-fraud"]
    return []
# %% 7.4 | only a wrong key | never asks without any key
DOORS = {"/detect-fraud": "POST", "/admin/keys": "GET", "/nowhere": "GET"}


def closed(url):
    wrong = {"X-API-Key": "wrong"}
    answers = {p: requests.request(m, url + p, headers=wrong) for p, m in DOORS.items()}
    return [p for p, answer in answers.items() if answer.status_code not in (401, 403)]
# %% 7.4 | health is a door, too | none of the DOORS
DOORS = {"/detect-fraud": "POST", "/admin/keys": "GET", "/nowhere": "GET"}


def closed(url):
    paths = [*DOORS, "/health"]
    return [path for path in paths if requests.get(url + path).status_code == 200]
# %% 7.4 | a door for each request | more than once
DOORS = {"/detect-fraud": "POST", "/admin/keys": "GET", "/nowhere": "GET"}


def closed(url):
    return [
        path
        for path, method in DOORS.items()
        for key in ({}, {"X-API-Key": "wrong"})
        if requests.request(method, url + path, headers=key, timeout=10).status_code
        != 401
    ]
