"""The simulated payments in three periods: to fit, to choose a threshold, to judge."""

import numpy as np
from features import features
from scenarios import everything


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
