"""Would a model that has learned from the reports be better? Ask the newest of them."""

from sklearn.metrics import precision_score, recall_score

from training.fit import fit

LEAST = 60  # reports; with fewer, nothing can be said


def judged(filter_, pairs):
    """Return (precision, recall) for pairs of (text, is it spam)."""
    texts, spam = zip(*pairs, strict=True)
    called = filter_.predict(texts)
    scores = (precision_score, recall_score)
    return tuple(score(spam, called, zero_division=0) for score in scores)


def trial(old, learn, reports, **facts):
    """Fit a candidate; return (model, facts, is it better, {"old": …, "new": …}).

    reports: (text, is it spam), the oldest first. It learns from two thirds of them,
    and both models are judged by the last third, which came later. Raises ValueError
    where the reports cannot decide.
    """
    if len(reports) < LEAST:
        raise ValueError(f"{len(reports)} reports are too few: wait for {LEAST}.")
    cut = len(reports) * 2 // 3
    if len({spam for _, spam in reports[cut:]}) < 2:
        raise ValueError("The newest third of the reports is of one kind: wait.")
    model, facts = fit(learn + reports[:cut], reports[cut:], **facts)
    before, after = (judged(each, reports[cut:]) for each in (old, model["filter"]))
    better = after[1] > before[1] and after[0] >= before[0] - 0.02
    return model, facts, better, {"old": before, "new": after}
