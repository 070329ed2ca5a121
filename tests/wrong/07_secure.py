# %% 7.1 | the service refused | on this side
cause = "a"
# %% 7.1 | a hyphen | have hyphens too
cause = "c"
# %% 7.1 | the encoding | some letters would be wrong
cause = "d"
# %% 7.2 | no hash | What is stored is a hash
from hmac import compare_digest


def is_right(sent, stored):
    return compare_digest(sent.encode(), stored.encode())
# %% 7.2 | ASCII only | and the stranger gets a 500


def is_right(sent, stored):
    return compare_digest(hashlib.sha256(sent.encode("ascii")).hexdigest(), stored)
# %% 7.2 | letters are dropped | something was dropped before hashing


def is_right(sent, stored):
    digest = hashlib.sha256(sent.encode("ascii", errors="ignore")).hexdigest()
    return compare_digest(digest, stored)
# %% 7.2 | any text, but == | still compares with `==`
def is_right(sent, stored):
    return hashlib.sha256(sent.encode()).hexdigest() == stored
# %% 7.2 | capital letters | compared as they are


def is_right(sent, stored):
    return compare_digest(hashlib.sha256(sent.lower().encode()).hexdigest(), stored)
# %% 7.2 | nothing is returned | return True or False


def is_right(sent, stored):
    compare_digest(hashlib.sha256(sent.encode()).hexdigest(), stored)
# %% 7.3 | a hash without the secret | hashed all of them with sha256
def audit_line(card, secret, decision, time):
    pseudonym = hashlib.sha256(card.encode()).hexdigest()
    return json.dumps({"card": pseudonym, "decision": decision, "time": time})
# %% 7.3 | the last four | a part of the card
def audit_line(card, secret, decision, time):
    return json.dumps({"card": "…" + card[-4:], "decision": decision, "time": time})
# %% 7.3 | a random one | another pseudonym each time
import secrets


def audit_line(card, secret, decision, time):
    return json.dumps(
        {"card": secrets.token_hex(8), "decision": decision, "time": time}
    )
# %% 7.3 | the time is in it | depends on the time
import hmac


def audit_line(card, secret, decision, time):
    text = (card + time).encode()
    pseudonym = hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()
    return json.dumps({"card": pseudonym, "decision": decision, "time": time})
# %% 7.3 | too short | it is too short


def audit_line(card, secret, decision, time):
    pseudonym = hmac.new(secret.encode(), card.encode(), hashlib.sha256).hexdigest()
    return json.dumps({"card": pseudonym[:4], "decision": decision, "time": time})
# %% 7.3 | a dictionary | return a text


def audit_line(card, secret, decision, time):
    pseudonym = hmac.new(secret.encode(), card.encode(), hashlib.sha256).hexdigest()
    return {"card": pseudonym, "decision": decision, "time": time}
# %% 7.3 | another function without the secret | What is the secret for
import zlib


def audit_line(card, secret, decision, time):
    pseudonym = f"{zlib.crc32(card.encode()):x}"
    return json.dumps({"card": pseudonym, "decision": decision, "time": time})
# %% 7.4 | no fee | if the fee were nothing
def best_threshold(scores, fraud, amounts, review, fee, candidates):
    costs = [
        review * (scores >= each).sum() + amounts[fraud & (scores < each)].sum()
        for each in candidates
    ]
    return candidates[int(np.argmin(costs))]
# %% 7.4 | greater, not at least | equals the threshold
def best_threshold(scores, fraud, amounts, review, fee, candidates):
    costs = [
        review * (scores > each).sum() + (amounts + fee)[fraud & (scores <= each)].sum()
        for each in candidates
    ]
    return candidates[int(np.argmin(costs))]
# %% 7.4 | the cost itself | none of the 6 candidates
def best_threshold(scores, fraud, amounts, review, fee, candidates):
    return min(
        review * (scores >= each).sum() + (amounts + fee)[fraud & (scores < each)].sum()
        for each in candidates
    )
# %% 7.4 | the reviews are free | the reviews cost something
def best_threshold(scores, fraud, amounts, review, fee, candidates):
    costs = [(amounts + fee)[fraud & (scores < each)].sum() for each in candidates]
    return candidates[int(np.argmin(costs))]
# %% 7.4 | the fee without the amount | costs its amount
def best_threshold(scores, fraud, amounts, review, fee, candidates):
    costs = [
        review * (scores >= each).sum() + fee * (fraud & (scores < each)).sum()
        for each in candidates
    ]
    return candidates[int(np.argmin(costs))]
# %% 7.4 | the dearest | the dearest of all
def best_threshold(scores, fraud, amounts, review, fee, candidates):
    costs = [
        review * (scores >= each).sum() + (amounts + fee)[fraud & (scores < each)].sum()
        for each in candidates
    ]
    return candidates[int(np.argmax(costs))]
