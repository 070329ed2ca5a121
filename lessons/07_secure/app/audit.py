"""The audit: who asked, and what was decided, without the card's data."""

import hashlib
import hmac
import threading
from collections import OrderedDict

from app.logs import LOG

KEPT = 1_000  # requests; in this process, and gone when it ends


def pseudonym(card, secret):
    """16 letters, the same for the same card; without the secret nobody gets back."""
    return hmac.new(secret.encode(), card.encode(), hashlib.sha256).hexdigest()[:16]


class Audit:
    """The decisions that were made: in the log, and for their owner to ask for."""

    def __init__(self, secret):
        self.secret, self.kept = secret.get_secret_value(), OrderedDict()
        self.lock = threading.Lock()

    def record(self, number, client, payments, answers):
        """Write a line for each decision of a request; raises OSError if one cannot be.

        Then no decision of it may be given. Some may be in the log all the same, with
        the id of a request that was refused.
        """
        for row, (payment, answer) in enumerate(zip(payments, answers, strict=True)):
            LOG.info(
                "decision",
                client=client,
                row=row,
                card=pseudonym(payment["card"], self.secret),
                decision=answer["decision"],
                score=answer["score"],
                model="{name} {version}".format(**answer["model"]),
            )
        with self.lock:  # the id alone would let one client write over another's
            self.kept[client, number] = answers
            if len(self.kept) > KEPT:
                self.kept.popitem(last=False)

    def find(self, number, client):
        """Return the answers to a request of this client, or None."""
        return self.kept.get((client, number))
