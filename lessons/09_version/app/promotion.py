"""What a move does to the labels, and which moves are refused."""

from app.labels import NONE


class NotMoved(Exception):
    """All is as it was; the message says why, `status` says it in HTTP."""

    def __init__(self, text, status=409):
        super().__init__(text)
        self.status = status


def not_worse(new, old, other_ratings=False):
    """Raise NotMoved unless `new` was at least as good as `old`, on the same ratings.

    On other ratings scores do not compare; `other_ratings` says that this is known.
    """
    one, other = new.passport, old.passport
    if one["judged_on"] != other["judged_on"]:
        if other_ratings:
            return
        text = "Version {} was judged on other ratings than the champion, version {}, "
        text += "so their scores do not compare. With new data that is so; if it is "
        text += 'meant, send "other_ratings": true.'
        raise NotMoved(text.format(new.version, old.version))
    scores = [float(each["metrics"]["recall_at_10"]) for each in (one, other)]
    if not scores[0] >= scores[1]:  # so that a NaN is refused, too
        text = "Version {} is worse: its recall@10 is {}, that of the champion {}."
        raise NotMoved(text.format(new.version, *scores))


def moved(labels, label, number):
    """Return the labels after a move; a champion that was followed stays at hand."""
    if number == labels["champion"]:
        if label == "challenger":
            raise NotMoved("The champion cannot be its own challenger.")
        return labels
    if label == "champion":
        labels = labels | {"previous": labels["champion"]}
        if number == labels["challenger"]:  # it has won
            labels |= {key: NONE[key] for key in ("challenger", "share", "shadow")}
    return labels | {label: number}
