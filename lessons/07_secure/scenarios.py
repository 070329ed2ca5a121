"""Three ways in which the simulated town is cheated, spread over its 60 days."""

import numpy as np
from simulate import CARDS, DAYS, TERMINALS, honest, payment, town


def copied(luck, distances, usual):
    """A terminal in on it: for five days, copies of strangers' cards pay there."""
    terminals = luck.choice(TERMINALS, 16, replace=False)
    for terminal, start in zip(terminals, np.linspace(0, DAYS - 5, 16), strict=True):
        for time in 24 * (start + luck.uniform(0, 5, 8)):
            card, more = luck.integers(CARDS), luck.lognormal(0.7, 0.5)
            yield payment(distances, card, terminal, time, more * usual[card], "copied")


def stolen(luck, distances, usual):
    """A stolen card: anywhere, every few hours, and each time for more."""
    cards = luck.choice(CARDS, 24, replace=False)
    for card, day in zip(cards, np.linspace(0, DAYS - 2, 24), strict=True):
        time, amount = 24 * day, usual[card]
        for terminal in luck.integers(TERMINALS, size=5):
            time, amount = time + luck.uniform(0.5, 5), amount * luck.uniform(1.1, 1.9)
            yield payment(distances, card, terminal, time, amount, "stolen")


def tested(luck, distances, usual):
    """Is this card number good? Many tiny payments, and then a large one."""
    cards = luck.choice(CARDS, 12, replace=False)
    for card, day in zip(cards, np.linspace(0, DAYS - 1, 12), strict=True):
        time, terminal = 24 * (day + luck.random()), luck.integers(TERMINALS)
        for amount in [*luck.uniform(0.5, 2, 9), luck.uniform(150, 400)]:
            time += luck.uniform(0.01, 0.1)
            yield payment(distances, card, terminal, time, amount, "tested")


def everything(luck):
    """All payments of the town, honest and not, in the order of time."""
    ways, (distances, usual) = (honest, copied, stolen, tested), town(luck)
    found = [each for way in ways for each in way(luck, distances, usual)]
    return sorted(found, key=lambda each: each["time"])
