"""A simulated town of cards and terminals, for 60 days. Nothing in it is real."""

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
