"""The checks of notebook 07. Arguments are names in the notebook."""

import hashlib
import json
import numbers

import numpy as np

from course.exercises import Close, NotYet, exercise


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
    cause = str(cause).strip().lower()
    if cause in answers:
        raise Close(answers[cause])
    if cause != "b":
        raise NotYet('put one of the letters into `cause`, for example `cause = "a"`.')
    return "Right: `.strip()` helps, and the key in the message is one to replace."


class Watched(str):
    """A text that notices when it is compared with == or !=."""

    compared = False

    def __eq__(self, other):
        Watched.compared = True
        return str(self) == str(other)

    def __ne__(self, other):
        return not self == other

    __hash__ = str.__hash__


@exercise(
    "7.2",
    "`compare_digest` is imported already. It takes two texts in ASCII, such as two hashes in hexadecimal digits.",
    "Which encoding has bytes for each letter of each language?",
)
def is_it_the_right_key(is_right):
    def says(sent, right):
        stored = Watched(hashlib.sha256(right.encode()).hexdigest())
        said = is_right(sent, stored)
        if not isinstance(said, bool):
            raise Close(f"return True or False, and not {said!r}.")
        return said

    odd = ["ü", "key-öne", "клю́ч", "key-🔑", "schlüssel"]
    Watched.compared, failed = False, None
    if not says("key-one", "key-one"):
        raise Close(
            "the right key is refused. What is stored is a hash: what has to be compared with it?"
        )
    for sent in odd:
        try:
            says(sent, "key-one")
        except (UnicodeError, TypeError) as error:
            failed = failed or f"{type(error).__name__} for the text {sent!r}"
    if failed and Watched.compared:
        raise NotYet(
            f"two things are open. It compares with `==`, and it raises {failed}."
        )
    if failed:
        raise Close(f"it raises {failed}, and the stranger gets a 500.")
    if Watched.compared:
        raise Close("any text is fine now, but it still compares with `==`.")
    for sent in ("KEY-ONE", "Key-One"):
        if says(sent, "key-one"):
            raise Close(
                f"{sent!r} passes for 'key-one'. Keys are compared as they are."
            )
    for sent in ("key-üone", "ükey-one", "key-one🔑", "key-one "):
        if says(sent, "key-one"):
            raise Close(
                f"{sent!r} passes for 'key-one': something was dropped before hashing."
            )
    for sent in ("", "key-on", "key-one1", "x" * 5000, *odd):
        if says(sent, "key-one"):
            raise Close(f"{sent[:20]!r} passes for 'key-one'.")
    for right in odd:
        if not says(right, right):
            raise Close(f"{right!r} is refused where it is the right key.")
    return (
        "Right: no other text passes, none makes it fail, and none is compared with ==."
    )


@exercise(
    "7.3",
    "`hmac.new(secret, text, hashlib.sha256).hexdigest()` takes bytes; `.encode()` makes them of a text.",
    "What would the thief need, to do the same with all cards?",
)
def a_line_without_the_card(audit_line):
    def line(card, secret="the-audit-secret", time="12:00"):
        text = audit_line(card, secret, "review", time)
        if not isinstance(text, str):
            raise NotYet(f"return a text, and not a {type(text).__name__}.")
        try:
            facts = json.loads(text)
        except ValueError:
            raise Close(f"the text is not JSON: {text[:60]}") from None
        if not isinstance(facts, dict) or set(facts) != {"card", "decision", "time"}:
            raise Close(f"the object needs card, decision and time, and is {text[:60]}")
        if (facts["decision"], facts["time"]) != ("review", time):
            raise Close("decision and time are to stay as they are.")
        if card in text:
            raise NotYet("the card is in the line, for everybody to read.")
        if secret in text:
            raise Close("the secret itself is in the line.")
        return str(facts["card"])

    cards = [f"tok_{number:05}Kq" for number in range(3000)]
    first = line(cards[0])
    if first != line(cards[0]):
        raise Close(
            "the same card has another pseudonym each time: who finds it again?"
        )
    if first != line(cards[0], time="13:00"):
        raise Close("the pseudonym depends on the time. It should depend on the card.")
    if cards[0][-4:] in first or cards[0][4:8] in first:
        raise Close("a part of the card is in the line. With the time, that is enough.")
    for name in ("sha256", "sha512", "sha1", "md5", "blake2b"):
        if first in hashlib.new(name, cards[0].encode()).hexdigest():
            raise Close(
                f"I have found the card: I hashed all of them with {name}, without any secret."
            )
    if first == line(cards[0], secret="another-secret"):
        raise Close("another secret gives the same pseudonym. What is the secret for?")
    if len({line(card) for card in cards}) < len(cards):
        raise Close("of 3,000 cards, some share a pseudonym: it is too short.")
    return "Right: one pseudonym a card, and the thief cannot do without the secret."


def bank(luck):
    """A made-up bank: what `best_threshold` takes."""
    fraud = luck.random(300) < 0.1
    scores = np.clip(luck.normal(0.25 + 0.3 * fraud, 0.2), 0, 1).round(1)
    candidates = sorted(luck.choice(np.arange(12), 6, replace=False) / 10)
    costs = luck.uniform(1, 30), luck.uniform(0, 300)
    return scores, fraud, luck.lognormal(3, 1, 300), *costs, [*map(float, candidates)]


def costs(scores, fraud, amounts, review, fee, candidates, reviewed=np.greater_equal):
    """What each candidate costs, in EUR."""
    missed = [fraud & ~reviewed(scores, each) for each in candidates]
    reviews = [reviewed(scores, each).sum() for each in candidates]
    return np.array(
        [
            review * count + (amounts[each] + fee).sum()
            for count, each in zip(reviews, missed, strict=True)
        ]
    )


def likely(scores, fraud, amounts, review, fee, candidates):
    """What comes out of each known mistake: {its sentence: a cost for each candidate}."""
    one = scores, fraud, amounts, review
    missed = np.array([fraud & (scores < each) for each in candidates])
    stopped = [(scores >= each).sum() for each in candidates]
    wrong = [((scores >= each) != fraud).mean() for each in candidates]
    return {
        "that is the threshold with the best accuracy, which hardly looks at the few frauds.": wrong,
        "that is the dearest of all: look for the smallest sum.": -costs(
            *one, fee, candidates
        ),
        "that would be right if the fee were nothing, or were paid once.": costs(
            *one, 0, candidates
        ),
        "a payment whose score equals the threshold is reviewed, too.": costs(
            *one, fee, candidates, reviewed=np.greater
        ),
        "a missed fraud costs its amount, too, and not only the fee.": [
            review * count + fee * each.sum()
            for count, each in zip(stopped, missed, strict=True)
        ],
        "the reviews cost something, too.": [
            (amounts[each] + fee).sum() for each in missed
        ],
    }


@exercise(
    "7.4",
    "`costs.py` has the formula without the fee. For how many payments is the fee due?",
    "`(amounts[missed] + fee).sum()` adds the fee once for each missed fraud. Which payments are `missed`?",
)
def your_costs(best_threshold):
    luck, open_, failed = np.random.default_rng(74), None, None
    for _ in range(60):
        case = bank(luck)
        candidates, right = case[-1], costs(*case)
        said = best_threshold(*case)
        if not isinstance(said, numbers.Real):
            raise NotYet(f"return one number, and not a {type(said).__name__}.")
        if said not in candidates:
            raise Close(
                f"you return {said:.6g}, which is none of the {len(candidates)} candidates."
            )
        place = candidates.index(said)
        fits = {
            sentence
            for sentence, cost in likely(*case).items()
            if np.isclose(cost[place], np.min(cost))
        }
        open_ = fits if open_ is None else open_ & fits
        if not np.isclose(right[place], right.min()):
            failed = (
                failed
                or f"for one of my banks {said:g} costs {right[place]:.0f} EUR, and another candidate {right.min():.0f} EUR."
            )
    if failed:
        raise Close(min(open_, default=failed))
    return "Right for 60 banks."
