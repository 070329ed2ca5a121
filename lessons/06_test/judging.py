"""Does the model do what a case (see cases.py) asks for?"""

from pathlib import Path

from cases import cases

KNOWN = Path(__file__).with_name("known_failures.txt")


def passes(analyser, kind, capability, text, expected):
    if kind == "minimum":
        return analyser.analyse([text])[0]["sentiment"] == expected
    if kind == "same":
        first, second = analyser.analyse([text, expected])
        return first["sentiment"] == second["sentiment"]
    positive = analyser.passport["classes"].index("positive")
    before, after = analyser.probabilities([text, expected])[:, positive]
    return bool(after < before if kind == "less" else after > before)


def failures(analyser):
    """The cases that the model fails, in the order of cases()."""
    return [case for case in cases() if not passes(analyser, *case)]


def line(case):
    """A case in one line, as known_failures.txt has it."""
    return " | ".join(case)


def known_failures():
    """The lines of the failures that somebody has seen and accepted."""
    return KNOWN.read_text(encoding="utf-8").splitlines()
