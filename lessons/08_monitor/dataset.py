"""What the filter learns from: the course's own messages, or a public collection."""

import random
from hashlib import sha256
from pathlib import Path

from messages import SPAM, mixed, templates

USUAL = {"ham": 0.8, "spam": 0.2}
# UCI's SMS Spam Collection: the file SMSSpamCollection, label<TAB>text, UTF-8.
LINES, SPAMS = 5574, 747
FROM = "https://archive.ics.uci.edu/dataset/228/sms+spam+collection"


class NotTheCollection(ValueError):
    """The file is not the one it should be; the message says why."""


def own():
    """Return (to learn from, held out): lists of (text, is it spam)."""
    learn, meet = templates()
    luck = random.Random(0)
    pairs = mixed(luck, learn, 2000, USUAL), mixed(luck, meet, 1000, USUAL)
    return [[(text, kind in SPAM) for kind, text in each] for each in pairs]


def collection(file):
    """Return (to learn from, held out, {name: SHA-256}); raises NotTheCollection."""
    data = Path(file).read_bytes()
    lines = data.decode("utf-8", "replace").removesuffix("\n").split("\n")
    rows = [line.split("\t", 1) for line in lines]
    if bad := [row for row in rows if len(row) != 2 or row[0] not in ("ham", "spam")]:
        raise NotTheCollection(f"{len(bad)} of its lines are not label<TAB>text")
    spams = sum(label == "spam" for label, _ in rows)
    if (len(rows), spams) != (LINES, SPAMS):
        raise NotTheCollection(f"it has {len(rows)} messages, {spams} of them spam")
    pairs = list({text: label == "spam" for label, text in rows}.items())  # once each
    random.Random(0).shuffle(pairs)
    cut = len(pairs) * 3 // 4
    return pairs[:cut], pairs[cut:], {Path(file).name: sha256(data).hexdigest()}
