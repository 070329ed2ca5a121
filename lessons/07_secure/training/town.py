"""A simulated town of cards and terminals, for 60 days. Nothing in it is real.

It is cheated in three ways, spread over its days. For real payments, put in your own
`everything`: what train.py needs of each is what `payment` returns.
"""

import numpy as np

DAYS, CARDS, TERMINALS = 60, 400, 150


def town(luck):
    """Return distances (km, cards × terminals) and usual amounts (EUR, by card)."""
    homes = luck.uniform(0, 100, (CARDS, 2))
    places = luck.uniform(0, 100, (TERMINALS, 2))
    distances = np.linalg.norm(homes[:, None] - places[None], axis=2)
    return distances, luck.lognormal(3.2, 0.6, CARDS)


def payment(distances, card, terminal, time, amount, fraud=None):
    """One payment: time in hours since the start, amount in EUR, the kind of fraud."""
    return {
        **{"card": int(card), "terminal": int(terminal), "time": float(time)},
        "amount": round(float(amount), 2),
        "distance": round(float(distances[card, terminal]), 1),
        "fraud": fraud,
    }


def honest(luck, distances, usual):
    """Yield what people pay: mostly near home, at their hours, about their amount."""
    for card in range(CARDS):
        near, noon = distances[card].argsort()[:12], luck.normal(14, 2)
        for day in range(DAYS):
            away = luck.random() < 0.03  # a trip
            for _ in range(luck.poisson(1.5)):
                terminal = luck.choice(TERMINALS if away else near)
                amount = usual[card] * luck.lognormal(0, 0.7)
                time = 24 * day + luck.normal(noon, 4) % 24
                yield payment(distances, card, terminal, time, amount)


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
