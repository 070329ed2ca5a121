"""What a move does to the labels, and which moves are refused."""

from labels import NONE


class NotMoved(Exception):
    """All is as it was; the message says why, `status` says it in HTTP."""

    def __init__(self, text, status=409):
        super().__init__(text)
        self.status = status


def not_worse(new, old):
    """Raise NotMoved unless `new` was at least as good, on the same ratings."""
    if new.passport["judged_on"] != old.passport["judged_on"]:
        text = "They were judged on different ratings, so their scores do not compare."
        raise NotMoved(text)
    scores = [float(v.passport["metrics"]["recall_at_10"]) for v in (new, old)]
    if not scores[0] >= scores[1]:  # so that a NaN is refused, too
        text = "Version {} is worse: its recall@10 is {}, that of the champion {}."
        raise NotMoved(text.format(new.version, *scores))


def moved(labels, label, number):
    """The labels after a move; a champion that was followed stays at hand."""
    if number == labels["champion"]:
        if label == "challenger":
            raise NotMoved("The champion cannot be its own challenger.")
        return labels
    if label == "champion":
        labels = labels | {"previous": labels["champion"]}
        if number == labels["challenger"]:  # it has won
            labels |= {key: NONE[key] for key in ("challenger", "share", "shadow")}
    return labels | {label: number}
