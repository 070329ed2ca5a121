"""Who answers whom."""

import hashlib
from dataclasses import dataclass, field

from recommender import Recommender


@dataclass(frozen=True)
class Answering:
    """Who answers at this moment: never changed, only replaced by another one.

    A request takes it once: so no answer is made by two versions.
    """

    champion: Recommender
    label: str  # "champion", or "stand-in" where the champion is not to be had
    challenger: Recommender | None
    share: float
    shadow: bool
    loaded: dict = field(repr=False)  # {number: Recommender}

    @classmethod
    def by(cls, labels, first, loaded):
        label = "champion" if first == labels["champion"] else "stand-in"
        challenger = loaded.get(labels["challenger"])
        more = labels["share"], labels["shadow"], dict(loaded)
        return cls(loaded[first], label, challenger, *more)

    def to(self, user):
        """Return (label, recommender) for a user: the same one each time."""
        if self.challenger and place(user, self.challenger.version) < self.share:
            return "challenger", self.challenger
        return self.label, self.champion


def place(user, salt):
    """Where from 0 to 1 a user stands: always there, or elsewhere with another salt."""
    digest = hashlib.sha256(f"{salt}:{user}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64
