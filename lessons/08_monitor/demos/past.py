"""Days that are over, written into a store as the service would have done."""

import random

from demos.stream import stream
from training.messages import SPAM

HOUR = 3600  # seconds


def four_days(store, model, start):
    """Write four days into the store, the first from `start` on (time.time()).

    Spammers change their words on the third. One message in four is labelled, between
    six hours and two days after it came; half of the people send the text along.
    """
    luck = random.Random(8)
    hours = [(h, m) for h, hour in enumerate(stream(3, change="later")) for m in hour]
    texts = [text for _, (_, text) in hours]
    scores = model["filter"].predict_proba(texts)[:, 1].tolist()
    for i, ((hour, (kind, text)), score) in enumerate(zip(hours, scores, strict=True)):
        at = start + HOUR * hour
        store.remember(str(i), score >= 0.5, score, 0.0, "1", at=at)
        if luck.random() < 0.25:
            sent = text if luck.random() < 0.5 else None
            later = at + luck.uniform(6, 48) * HOUR
            store.label(str(i), kind in SPAM, sent, at=later)


def known_at(store, moment, since):
    """Return (labels that were there at `moment`, labels in all).

    Of the messages between `since` and `moment`, both in seconds.
    """
    query = """
    SELECT SUM(was.at < ?), COUNT(*) FROM feedback AS was
    JOIN predictions AS said USING (id) WHERE ? <= said.at AND said.at < ?
    """
    with store.open() as db:
        return db.execute(query, [moment, since, moment]).fetchone()
