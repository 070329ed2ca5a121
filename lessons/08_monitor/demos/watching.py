"""What a watcher would see of a stream of messages, and when it would say so."""

from app.drift import LIMIT, compare, psi, unknown_share


def seen(model, hours, measure=psi):
    """Yield after each hour {name: measure} of the last messages; {} if too few."""
    filter_, values = model["filter"], {"score": [], "unknown": []}
    for hour in hours:
        texts = [text for _, text in hour]
        values["score"] += filter_.predict_proba(texts)[:, 1].tolist()
        values["unknown"] += unknown_share(filter_, texts)
        yield compare(model["usual"], values, measure)


def first_alarm(numbers, limit=LIMIT, patience=2):
    """Return the place where the limit is passed for the `patience`-th time in a row.

    numbers: one for each hour, or None where there is none yet. None: no alarm.
    """
    row = 0
    for place, number in enumerate(numbers):
        row = row + 1 if number is not None and number > limit else 0
        if row == patience:
            return place
    return None
