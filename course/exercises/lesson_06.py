"""The checks of notebook 06. Arguments are names in the notebook."""

import ast
import itertools
import json
import os
import random
import re
import subprocess
import sys
from functools import cache

import requests

from course.exercises import (
    Close,
    NotYet,
    call,
    exercise,
    letter,
    returned,
    shown,
)


@exercise(
    "6.1",
    "How long is the text in the report, and how long is it after `.upper()`?",
    "The German ß is one small letter. How does one write it in capitals?",
)
def explain_this_error(cause):
    letter(
        cause,
        "d",
        {
            "a": "this letter stands in every second German review. Whom would you turn "
            "away?",
            "b": "try it: is anything missing after `upper()`, or is there more than "
            "before?",
            "c": "the same text will fail tomorrow, too. Try it: how long is it in "
            "capitals?",
        },
    )
    return (
        "Right: ß becomes SS. The code does what it should, the expectation does not."
    )


# --- 6.2 ------------------------------------------------------------------------------

STARS = '''
def stars(positive):
    """Return 1 to 5 for a probability from 0 to 1."""
    if positive >= 0.9:
        return 5
    if positive >= 0.6:
        return 4
    if positive > 0.4:
        return 3
    return 2 if positive > 0.1 else 1
'''
SWAP = {ast.GtE: ast.Gt, ast.Gt: ast.GtE}


def mutants():
    """(line before, line after, mutant of `stars`), for each possible change."""
    before = ast.unparse(ast.parse(STARS)).splitlines()
    for i in range(len(list(ast.walk(ast.parse(STARS))))):
        tree = ast.parse(STARS)
        node = list(ast.walk(tree))[i]
        if isinstance(node, ast.Compare):
            node.ops[0] = SWAP[type(node.ops[0])]()
        elif isinstance(node, ast.Constant) and not isinstance(node.value, str):
            node.value += 1
        else:
            continue
        text = ast.unparse(tree)
        changed = zip(before, text.splitlines(), strict=True)
        old, new = next(pair for pair in changed if pair[0] != pair[1])
        yield old.strip(), new.strip(), made(text)


def made(text):
    names = {}
    exec(text, names)
    return names["stars"]


def goes_red(test, function):
    """Whether a test fails, in whatever way: pytest.fail is no Exception."""
    try:
        test(function)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:
        return True
    return False


def same_steps(code):
    """Whether a piece of compiled code does, step by step, what `stars` does."""
    original = made(STARS).__code__
    numbers = [
        [value for value in one.co_consts if isinstance(value, int | float)]
        for one in (code, original)
    ]
    return code.co_code == original.co_code and numbers[0] == numbers[1]


def copies(test, stars):
    """Names under which a test keeps a copy of `stars`, other than `stars` itself."""
    names = getattr(test, "__globals__", {})
    inside = [one for one in test.__code__.co_consts if hasattr(one, "co_code")]
    outside = [names.get(name) for name in test.__code__.co_names]
    found = [one for one in inside if same_steps(one)]
    for one in outside:
        code = getattr(one, "__code__", None)
        if one is not stars and code and same_steps(code):
            found.append(code)
    return [one.co_name for one in found]


@exercise(
    "6.2",
    "The survivor has another answer for one number only. For which?",
    "Where one number of stars ends and the next begins: 0.9, 0.6, 0.4, 0.1. Test those.",
)
def leave_no_survivor(test_stars, stars):
    asked = []

    def real(positive):
        asked.append(positive)
        return made(STARS)(positive)

    try:
        said = call(test_stars, real, name="test_stars")
    except AssertionError as error:
        why = f" It says: {error}" if str(error) else ""
        last = f" The last number it asked about is {asked[-1]}." if asked else ""
        raise Close(f"your test fails for `stars` itself.{last}{why}") from None
    if said is not None:
        raise Close(
            f"your test returns {shown(said)}, and nobody looks at what a test returns. "
            "How does a test say that something is wrong?"
        )
    if not asked:
        raise NotYet("your test never calls the function that it is given.")
    every = list(mutants())
    survivors = [
        f"`{before}` -> `{after}`"
        for before, after, mutant in every
        if not goes_red(test_stars, mutant)
    ]
    if len(survivors) == len(every):
        raise Close(f"all {len(every)} mutants survive: {why_content(test_stars)}")
    if survivors:
        count = f"{len(survivors)} of {len(every)} mutants"
        raise NotYet(f"{count} survive, the first of them: {survivors[0]}")
    judge_by_itself(test_stars, stars, every)
    return f"Right: none of {len(every)} mutants survives."


def remembered(test):
    """The name of what the test uses and what a call of `stars` was kept in, if any."""
    cells = [
        text for text in test.__globals__.get("In", []) if "def test_stars" in text
    ]
    try:
        statements = ast.parse(cells[-1]).body if cells else []
    except SyntaxError:  # a cell with a line of IPython's own
        return None
    for one in statements:
        calls = [
            node
            for node in ast.walk(one)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "stars"
        ]
        if isinstance(one, ast.Assign) and calls:
            names = {getattr(target, "id", "") for target in one.targets}
            if used := names & set(test.__code__.co_names):
                return min(used)
    return None


def why_content(test):
    """Say why a test that no mutant turns red never fails."""

    def broken(positive):
        raise ArithmeticError

    if not goes_red(test, broken):
        return (
            "even a function that raises an error passes your test. What becomes of an "
            "exception there?"
        )
    if not goes_red(test, lambda positive: float("nan")):  # which nothing equals
        return "your test is content with whatever the function returns."
    return "your test compares the answers with one another, and with nothing else."


def judge_by_itself(test_stars, stars, every):
    """Refuse a test that takes what `stars` says today for what is right."""
    if found := copies(test_stars, stars):
        raise Close(
            f"your test has a copy of `stars` in it, called `{found[0]}`: a mistake "
            "in the one is a mistake in the other. Write down the answers."
        )
    if name := remembered(test_stars):
        raise Close(
            f"`{name}` holds what `stars` says today, and your test compares with that. "
            "Were `stars` wrong, it would be wrong in the same way. Write the answers "
            "down."
        )
    if not hasattr(stars, "__code__"):
        return
    before = stars.__code__
    try:
        for old, new, mutant in every:
            stars.__code__ = mutant.__code__  # under each name that it may have by now
            if not goes_red(test_stars, mutant):
                raise Close(
                    "your test compares with `stars` itself. Change a line of that, "
                    f"`{old}` -> `{new}`, and the test is as green as before. Write down "
                    "the answers."
                )
    finally:
        stars.__code__ = before


# --- 6.3 ------------------------------------------------------------------------------

# Some are known to the model and some are not, and none has a neighbour's answer.
TEXTS = [
    ["Good food."],
    ["Good food.", "The room was dirty.", "Good food.", "👍"],
    ["The room was dirty.", "Lovely!", "It was a film.", "Not bad."],
    [
        *("Lovely!", "The soup was cold.", "👍", "We left early.", "Great value."),
        *("The soup was cold.", "Terrible service, awful food."),
    ],
]


def service(server):
    """Return analyse(texts) that asks the running service, and one answer by one."""

    def analyse(texts):
        texts = list(texts)
        if not texts or len(texts) > 100:
            raise NotYet(
                f"your test sends {len(texts)} texts in one request. The service takes "
                "1 to 100."
            )
        try:
            answer = requests.post(
                f"{server.url}/sentiment", json={"texts": texts}, timeout=30
            )
        except requests.ConnectionError:
            raise NotYet(
                "your service does not answer: start it again, with the cell "
                '`server = serve("../lessons/06_test")`.'
            ) from None
        if answer.status_code != 200:
            raise NotYet(
                f"your service refuses {shown(texts)} with status {answer.status_code}."
            )
        return answer.json()["answers"]

    return analyse


def moved(one, by):
    """Return an answer whose confidence is another one, from 0 to 1."""
    confidence = one["confidence"]
    new = confidence + by if confidence + by <= 1 else confidence - by
    return one | {"confidence": round(new, 4)}


def faulty(single):
    """Programs that stand between the test and the service: {fault: analyse}."""

    def good(texts):
        return [single(text) for text in texts]

    def sorts(texts):
        return sorted(good(texts), key=lambda one: one["confidence"])

    def leaves_out(texts):
        return good(list(dict.fromkeys(texts)))

    def favours_the_first(texts):
        return [moved(one, 0.1 * (i == 0)) for i, one in enumerate(good(texts))]

    def looks_at_neighbours(texts):
        answers = good(texts)
        return [
            moved(one, 0.1 * answers[i - 1]["confidence"])
            for i, one in enumerate(answers)
        ]

    def takes_the_mean(texts):
        answers = good(texts)
        mean = sum(one["confidence"] for one in answers) / len(answers)
        return [
            one | {"confidence": round(abs(mean - one["confidence"]), 4)}
            for one in answers
        ]

    def hurries(texts):
        return [moved(one, 0.1 * (len(texts) > 4)) for one in good(texts)]

    def forgets_the_last(texts):
        return good(texts[:-1] if len(texts) > 1 else texts)

    def mixes_up(place):
        def analyse(texts):
            one, other = place, place + 1
            answers = good(texts)
            if len(texts) > 4:
                answers[one], answers[other] = answers[other], answers[one]
            return answers

        return analyse

    def is_careless_when_alone(texts):
        return [moved(one, 0.1 * (len(texts) == 1)) for one in good(texts)]

    return {
        "sorts its answers": sorts,
        "answers repeated texts only once": leaves_out,
        "treats the first text in another way": favours_the_first,
        "looks at the text before": looks_at_neighbours,
        "compares each text with the mean of its batch": takes_the_mean,
        "is less careful with more than four texts": hurries,
        "forgets the last of several texts": forgets_the_last,
        "mixes up the first two answers of many": mixes_up(0),
        "mixes up two answers in the middle of many": mixes_up(1),
        "is less careful with a single text": is_careless_when_alone,
    }


@exercise(
    "6.3",
    "What must come out if you send the texts one by one?",
    "Compare `analyse(texts)`, as it is and in its order, with a list of "
    "`analyse([text])[0]` for each text.",
)
def order_must_not_matter(place_does_not_matter, server):
    real = service(server)

    @cache
    def single(text):
        return real([text])[0]

    for texts in TEXTS:
        if real(texts) != [single(text) for text in texts]:
            raise NotYet(
                f"your running service is not the mended one: for {shown(texts)} it "
                "answers otherwise together than one by one."
            )
    asked = set()
    for texts in TEXTS:
        pass_for_a_good_one(place_does_not_matter, real, texts, asked)
    if not asked & {text for texts in TEXTS for text in texts}:
        raise NotYet("your test never asks about the texts that it is given.")
    bad = faulty(single)
    unnoticed = [
        f"one that {fault}"
        for fault, analyse in bad.items()
        if not any(
            goes_red(lambda one, t=texts: place_does_not_matter(one, list(t)), analyse)
            for texts in TEXTS
        )
    ]
    if len(unnoticed) == len(bad):
        raise NotYet(
            f"none of {len(bad)} faulty programs is noticed: your test is content with "
            "whatever comes back. What makes a test fail?"
        )
    if unnoticed:
        more = f", nor {len(unnoticed) - 2} more" if len(unnoticed) > 2 else ""
        raise NotYet(f"your test does not notice {', nor '.join(unnoticed[:2])}{more}.")
    for texts in TEXTS:
        if goes_red(lambda one, t=texts: place_does_not_matter(one, list(t)), stranger):
            raise Close(
                "another service, with other answers, treats each text for itself just "
                "as well, and your test fails for it. With whose answers do you compare?"
            )
    return f"Right: your service passes, and {len(bad)} faulty ones do not."


def stranger(texts):
    """An honest service with opinions of its own: each answer is about its text alone."""
    kinds = "positive", "negative", "unknown"
    return [
        {"sentiment": kinds[len(text) % 3], "confidence": len(text) % 7 / 7}
        for text in texts
    ]


def pass_for_a_good_one(test, real, texts, asked):
    """Run the test on the running service, which must pass it."""
    given = list(texts)

    def analyse(some):
        asked.update(some)
        return real(some)

    try:
        said = call(test, analyse, given, name="place_does_not_matter")
    except AssertionError:
        many = "one text" if len(texts) == 1 else f"{len(texts)} texts"
        raise Close(
            f"your service is fine, and your test fails, for {many}: "
            f"{', '.join(map(repr, texts))}. Must all be equal that you compare?"
        ) from None
    if given != texts:
        raise Close("your function has changed the list that it was given.")
    if said is not None:
        raise Close(
            f"your function returns {shown(said)}. Nobody looks at it: raise an "
            "AssertionError where the property does not hold."
        )


# --- 6.4 ------------------------------------------------------------------------------

SENTENCES = [
    "The food was wonderful",
    "The acting is superb and the story is moving.",
    "It was much better",
    "Sturdy, well made!",
    "A good book, apparently",
    "We left early: too loud",
    "Unbelievable",
    "Mmmmmmmmm, what a soup!",
    "Call 1234567 and ask",
    "Order 20457, paid: done",
    "The crème brûlée",
    "Nice film, nice cast, nice film",
    "A fine wine of a fine winery",
    "Two  spaces, or   three",
]
PIECES = [
    *("Mmmmm", "Ooooh", "good", "better", "1234567", "2nd", "a", "to", "the", "what"),
    *("brûlée", "Überraschung", "don't", "B2B", "so-so", "x_yz_w", "e-mail", "12345th"),
    *("all", "room", "soup!", "(fine)", "...", "👍", "café", "abcd1234"),
]
NOT_POSSIBLE = ["A good book", "Not bad at all", "So-so", "👍", "Call 1234567", "1,234"]


def places(sentence):
    """Where two letters may be swapped: inside a word, and different."""
    return [
        i
        for i in range(1, len(sentence) - 2)
        if sentence[i - 1 : i + 3].isalpha() and sentence[i] != sentence[i + 1]
    ]


def judge_typo(sentence, said):
    """Raise, with what is wrong about it, unless `said` is a typo as it should be."""
    if not places(sentence):
        if said != sentence:
            raise Close(f"no word of {sentence!r} allows a typo, and you say {said!r}.")
        return
    if said == sentence:
        raise Close(why_unchanged(sentence))
    if len(said) != len(sentence):
        raise Close(
            f"{shown(said)} has {len(said)} characters instead of {len(sentence)}."
        )
    changed = [i for i in range(len(said)) if said[i] != sentence[i]]
    i = changed[0]
    if len(changed) != 2 or changed[1] != i + 1 or said[i] != sentence[i + 1]:
        raise Close(f"{said!r} is more than a swap of two neighbours.")
    if not sentence[i : i + 2].isalpha():
        raise Close(f"{said!r}: what has moved there is not two letters.")
    if i not in places(sentence):
        raise NotYet(f"{said!r} moves the first or the last letter of a word.")


def why_unchanged(sentence):
    """Return a sentence about a sentence that was not changed though it could be."""
    longest = max(re.findall(r"\S+", sentence), key=len)
    if not places(longest):
        return (
            f"nothing has changed in {sentence!r}. Its longest word allows no typo, but "
            "another one does."
        )
    return f"nothing has changed in {sentence!r}."


def sentences():
    """Sentences with traps, the known ones first, then some hundred from pieces."""
    yield from SENTENCES
    yield from NOT_POSSIBLE
    chance = random.Random(6)
    for _ in range(300):
        yield " ".join(chance.sample(PIECES, chance.randint(1, 5)))


@exercise(
    "6.4",
    "Which letters of a word may move, if the first and the last stay?",
    "In *better* the two in the middle are the same. Look for the first pair of "
    "neighbours that differ.",
    "Go through the places of the sentence: `sentence[i]` and `sentence[i + 1]` differ, "
    "and all four from `i - 1` to `i + 2` are letters.",
)
def make_a_typo(typo):
    for sentence in sentences():
        said, again = (
            returned(call(typo, sentence, name="typo"), str, "a text", "typo")
            for _ in range(2)
        )
        if said != again:
            raise Close(f"{sentence!r} gets two typos: {said!r} and {again!r}.")
        judge_typo(sentence, said)
    some = list(itertools.islice(sentences(), 60))
    here = [typo(sentence) for sentence in some]
    for there in elsewhere(typo, some):
        for sentence, one, other in zip(some, here, there, strict=True):
            if one != other:
                raise Close(
                    f"{sentence!r} gets {one!r} here and {other!r} in another process. "
                    "What is not the same there?"
                )
    return f"Right: {typo('The food was wonderful')!r}."


ASK = """
import json, pickle, sys
function, values = pickle.load(sys.stdin.buffer)
json.dump([function(value) for value in values], sys.stdout)
"""


def elsewhere(function, values):
    """What a learner's function returns in two other processes, as lists.

    Python hashes texts in another way in each of them. A function that cannot be sent
    there, or that fails there, is not judged by this.
    """
    import cloudpickle

    try:
        sent = cloudpickle.dumps((function, values))
    except Exception:  # whatever a learner's function holds on to
        return
    for seed in ("1", "2"):
        env = os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
        command = [sys.executable, "-c", ASK]
        done = subprocess.run(command, input=sent, capture_output=True, env=env)
        if done.returncode == 0:
            yield json.loads(done.stdout)
