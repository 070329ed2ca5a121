"""What is known about a payment at the moment at which it is made."""

from collections import defaultdict, deque

import numpy as np

from app.schemas import FEATURES
from training.town import everything

UNITS = ["EUR", "h", "km", "min", "payments", "EUR", "frauds in 30 days"]
MONTH, REPORTED_AFTER = 30 * 24, 24  # hours


def features(payments):
    """Return a row of seven numbers for each payment; they are in the order of time.

    Frauds are known a day later, when the card's owner reports them, and not before.
    """
    cards, reports, rows = defaultdict(deque), defaultdict(list), []
    for each in payments:
        now, amount, past = each["time"], each["amount"], cards[each["card"]]
        while past and past[0][0] < now - MONTH:
            past.popleft()
        last, amounts = past[-1][0] if past else now - MONTH, [a for _, a in past]
        known = [
            time for time in reports[each["terminal"]] if now - MONTH < time <= now
        ]
        row = {
            "amount": amount,
            "hour": round(now % 24, 2),
            "distance": each["distance"],
            "minutes_since_last": round(60 * (now - last), 1),
            "payments_last_hour": sum(time > now - 1 for time, _ in past),
            "usual_amount": round(sum(amounts) / len(past), 2) if past else amount,
            "terminal_frauds": len(known),
        }
        rows.append([row[name] for name in FEATURES])
        past.append((now, amount))
        if each["fraud"]:
            reports[each["terminal"]].append(now + REPORTED_AFTER)
    return rows


def periods():
    """Return (rows, fraud) for days 1–36, 37–48 and from 49 on.

    A shuffled split would let the model learn from next week's reports.
    """
    payments = everything(np.random.default_rng(0))
    data = np.array(features(payments))
    fraud = np.array([each["fraud"] is not None for each in payments])
    days = [each["time"] // 24 for each in payments]
    period = np.searchsorted([36, 48], days, side="right")
    return [(data[period == i], fraud[period == i]) for i in range(3)]
