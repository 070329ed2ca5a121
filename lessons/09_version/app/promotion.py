"""What a move does to the labels, and which moves are refused."""

from app.labels import NONE

OTHER = (
    "Version {} was judged on other ratings than the champion, version {}, so their "
    'scores do not compare. If new data are the reason, send "other_ratings": true.'
)
# Equal is good enough: a version that was trained again has to be able to follow.
WORSE = "Version {} is worse: its recall@10 is {}, that of the champion {}."


class NotMoved(Exception):
    """All is as it was; the message says why, `status` says it in HTTP."""

    def __init__(self, text, status=409):
        super().__init__(text)
        self.status = status


def not_worse(new, old, other_ratings=False):
    """Raise NotMoved unless `new` is at least as good, judged on the same ratings."""
    if new.passport["judged_on"] != old.passport["judged_on"]:
        if other_ratings:  # whoever asks knows that the scores say nothing
            return
        raise NotMoved(OTHER.format(new.version, old.version))
    scores = [float(v.passport["metrics"]["recall_at_10"]) for v in (new, old)]
    if not scores[0] >= scores[1]:  # so that a NaN is refused, too
        raise NotMoved(WORSE.format(new.version, *scores))


def moved(labels, label, number):
    """Return the labels after a move; `previous` remembers the way back."""
    if label == "challenger" and number == labels["champion"]:
        raise NotMoved("The champion cannot be its own challenger.")
    if label == "champion" and number != labels["champion"]:
        labels = labels | {"previous": labels["champion"]}
        if number == labels["challenger"]:  # it has won
            labels |= {key: NONE[key] for key in ("challenger", "share", "shadow")}
    return labels | {label: number}
