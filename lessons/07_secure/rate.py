"""How often a client may ask."""

import math
import time

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


class Rate:
    """So many requests in a time for each name: `Rate("120/minute")`.

    It counts in the memory of this process: two workers allow twice as many.
    """

    def __init__(self, text):
        self.limit = parse(text)
        self.limiter = MovingWindowRateLimiter(MemoryStorage())

    def seconds_to_wait(self, name):
        """Count a request; return 0, or after how many seconds to come back."""
        if self.limiter.hit(self.limit, name):
            return 0
        again = self.limiter.get_window_stats(self.limit, name).reset_time
        return max(1, math.ceil(again - time.time()))
