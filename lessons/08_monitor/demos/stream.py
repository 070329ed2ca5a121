"""Four simulated days at the service, hour by hour; something may happen to them."""

import math
import random

from training.data import USUAL
from training.messages import mixed, templates

CHANGED = {
    "later": {"ham": 0.8, "later": 0.2},  # spammers use new words
    "quiet": {"ham": 0.8, "quiet": 0.2},  # spammers use everyday words
    "festive": {"ham": 0.4, "festive": 0.4, "spam": 0.2},  # and everybody is merry
}


def stream(seed, hours=96, change=None, at=48):
    """Yield a list of (kind, text) for each hour; from hour `at` on they are changed.

    At night there are about 20 an hour, at the busiest time about 80.
    """
    luck, (_, meet) = random.Random(seed), templates()
    for hour in range(hours):
        day = max(0.0, math.sin((hour % 24 - 6) / 12 * math.pi))
        count = round((20 + 60 * day) * luck.uniform(0.8, 1.2))
        shares = CHANGED[change] if change and hour >= at else USUAL
        yield mixed(luck, meet, count, shares)
