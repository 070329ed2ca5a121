"""What the model should be able to do: CheckList's three kinds of tests, as data.

    python -m tests.behaviour            a table of what it can do, and each failure
    python -m tests.behaviour --accept   the failures become the known ones

minimum: the text must get this sentiment. same: both texts must get the same one.
less, more: the second text must be less, or more, positive than the first.
"""

import sys
from pathlib import Path

KNOWN = Path(__file__).with_name("known_failures.txt")
THINGS = ["The film is", "The food was", "Our room was", "The staff were"]
GOOD = ["good", "great", "excellent"]
BAD = ["bad", "terrible", "awful"]
NAMES = ["Mohammed", "Wei", "Priya", "Will", "Joy"]


def typo(word):
    """Leave out a letter in the middle: terrible, terrble."""
    middle = len(word) // 2
    return word[:middle] + word[middle + 1 :]


def cases():
    """Yield (kind, capability, text, expected sentiment or second text)."""
    for thing in THINGS:
        for word in GOOD:
            text, negated = f"{thing} {word}.", f"{thing} not {word}."
            yield "minimum", "praise", text, "positive"
            yield "minimum", "praise negated", negated, "negative"
            yield "less", "praise negated", text, negated
            yield "less", "a complaint added", text, f"{text} I want my money back."
        for word in BAD:
            text = f"{thing} {word}."
            yield "minimum", "blame", text, "negative"
            yield "more", "blame negated", text, f"{thing} not {word}."
        for word in GOOD + BAD:
            text = f"{thing} {word}."
            yield "same", "shouted", text, f"{text[:-1].upper()}!!!"
            yield "same", "a typo", text, f"{thing} {typo(word)}."
        for name in NAMES:
            text = f"{thing} bad, says Anna."
            yield "same", "another name", text, text.replace("Anna", name)


def passes(model, kind, capability, text, expected):
    """Return whether the model does what a case asks for."""
    if kind == "minimum":
        return model.analyse([text])[0]["sentiment"] == expected
    if kind == "same":
        first, second = model.analyse([text, expected])
        return first["sentiment"] == second["sentiment"]
    positive = model.passport["classes"].index("positive")
    before, after = model.probabilities([text, expected])[:, positive]
    return bool(after < before if kind == "less" else after > before)


def failures(model):
    """Return the cases that the model fails, in the order of cases()."""
    return [case for case in cases() if not passes(model, *case)]


def line(case):
    """Return a case in one line, as known_failures.txt has it."""
    return " | ".join(case)


def known_failures():
    """Return the lines of the failures that somebody has seen and accepted."""
    return KNOWN.read_text(encoding="utf-8").splitlines()


def table(model):
    """Return lines: kind, capability, tests, failures, share passed, an example."""
    every, failed = list(cases()), failures(model)
    lines = [f"{'kind':8} {'capability':17} tests failed passed  for example"]
    for kind, name in dict.fromkeys(case[:2] for case in every):
        tests = sum(case[:2] == (kind, name) for case in every)
        bad = [case for case in failed if case[:2] == (kind, name)]
        share = 1 - len(bad) / tests
        example = bad[0][2 if kind == "minimum" else 3] if bad else ""
        row = f"{kind:8} {name:17} {tests:5} {len(bad):6} {share:6.0%}  {example}"
        lines.append(row.rstrip())
    return lines


if __name__ == "__main__":
    from app.model import SentimentModel

    model = SentimentModel()
    found = [line(case) for case in failures(model)]
    if "--accept" in sys.argv:
        KNOWN.write_text("\n".join([*found, ""]), encoding="utf-8", newline="\n")
    print(*table(model), "", *found, sep="\n")
