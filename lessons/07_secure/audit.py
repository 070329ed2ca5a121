"""Who asked what, and what was decided: without the card's data."""

import hashlib
import hmac
from collections import OrderedDict

from journal import write

KEPT = 1_000  # requests; in this process, and gone when it ends


def pseudonym(card, secret):
    """16 letters, the same for the same card; without the secret nobody gets back."""
    return hmac.new(secret.encode(), card.encode(), hashlib.sha256).hexdigest()[:16]


class Audit:
    """The decisions that were made, in the journal, and for their owner to ask for."""

    def __init__(self, secret):
        self.secret, self.kept = secret.get_secret_value(), OrderedDict()

    def record(self, number, client, payments, answers):
        for row, (payment, answer) in enumerate(zip(payments, answers, strict=True)):
            facts = {"decision": answer["decision"], "score": answer["score"]}
            facts["model"] = "{name} {version}".format(**answer["model"])
            card = pseudonym(payment["card"], self.secret)
            write("decision", id=number, client=client, row=row, card=card, **facts)
        self.kept[number] = (client, answers)
        if len(self.kept) > KEPT:
            self.kept.popitem(last=False)

    def find(self, number, client):
        """The answers to a request of this client, or None: also if it is another's."""
        owner, answers = self.kept.get(number, (None, None))
        return answers if owner == client else None
