"""Messages written for this project, with gaps to be filled in. None is real."""

import re
from pathlib import Path

FOLDER = Path(__file__).with_name("messages")
SPAM = {"spam", "later", "quiet"}


def lines(name):
    """Return the lines of messages/NAME.txt."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def templates():
    """Return ({kind: to learn from}, {kind: to meet in service}).

    ham and spam are halved, so that what the service meets is not what it learned.
    Nobody learned from the others: `later` is spam in new words, `quiet` is spam in
    everyday words, and `festive` is ham in new words.
    """
    halves = {kind: lines(kind) for kind in ("ham", "spam")}
    learn = {kind: texts[::2] for kind, texts in halves.items()}
    meet = {kind: texts[1::2] for kind, texts in halves.items()}
    return learn, meet | {kind: lines(kind) for kind in ("later", "quiet", "festive")}


PAIRS = (line.split(": ") for line in lines("gaps"))
GAPS = {name: words.split(", ") for name, words in PAIRS}


def mixed(luck, from_, count, shares):
    """Return `count` messages, (kind, text); `shares` is {kind: its share}."""
    kinds = luck.choices(list(shares), list(shares.values()), k=count)
    return [(kind, filled(luck, luck.choice(from_[kind]))) for kind in kinds]


def filled(luck, template):
    """Return a template with each {gap} filled."""
    return re.sub(r"\{(\w+)\}", lambda gap: luck.choice(GAPS[gap[1]]), template)
