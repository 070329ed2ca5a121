"""What the filter learns from: messages written for this project, or your own."""

import random
from hashlib import sha256
from pathlib import Path

from training.messages import SPAM, mixed, templates

USUAL = {"ham": 0.8, "spam": 0.2}
# UCI's SMS Spam Collection: the file SMSSpamCollection, label<TAB>text, UTF-8.
FROM = "https://archive.ics.uci.edu/dataset/228/sms+spam+collection"
COLLECTION = (5574, 747)  # its messages, and how many of them are spam
LEAST = 50  # different messages of each kind; with fewer, no score means anything
FORM = "label<TAB>text, with ham or spam for a label"
# How files begin that were made for something else: (bytes, what they are).
BEGINNINGS = (
    (b"\xff\xfe", "UTF-16 and not UTF-8: save it as UTF-8"),
    (b"\xfe\xff", "UTF-16 and not UTF-8: save it as UTF-8"),
    (b"PK\x03\x04", "a zip: unpack it first"),
    (b"\x1f\x8b", "packed by gzip: unpack it first"),
)


class Unusable(ValueError):
    """The file is not what it should be; the message says why, and names rows."""


def own():
    """Return (to learn from, held out): lists of (text, is it spam)."""
    learn, meet = templates()
    luck = random.Random(0)
    pairs = mixed(luck, learn, 2000, USUAL), mixed(luck, meet, 1000, USUAL)
    return [[(text, kind in SPAM) for kind, text in each] for each in pairs]


def from_file(file):
    """Return (to learn from, held out, facts); raises OSError or Unusable.

    Each line of the file is label<TAB>text. Of a text that comes several times, one is
    taken, so that none is learned from and held out as well.
    """
    data = Path(file).read_bytes()
    rows = [row for row in checked(lines_of(data)) if row]
    spams = sum(spam for _, spam in rows)
    pairs = list(dict(rows).items())
    enough(rows, spams, pairs)
    random.Random(0).shuffle(pairs)
    cut = len(pairs) * 3 // 4
    facts = {"version": "own", "trained_on": f"{Path(file).name}, {len(rows)} messages"}
    if (len(rows), spams) == COLLECTION:
        facts = {"version": "sms-1", "trained_on": "UCI's SMS Spam Collection"}
    facts["files"] = {Path(file).name: sha256(data).hexdigest()}
    return pairs[:cut], pairs[cut:], facts


def lines_of(data):
    """Return the lines of a file's bytes; only a line feed ends one."""
    for beginning, what in BEGINNINGS:
        if data.startswith(beginning):
            raise Unusable(f"it is {what}")
    if data[1:100:2].count(0) > 20 or data[0:100:2].count(0) > 20:
        raise Unusable("it is UTF-16 and not UTF-8: save it as UTF-8")
    if not data.strip():
        raise Unusable("it is empty")
    lines = data.removeprefix(b"\xef\xbb\xbf").removesuffix(b"\n").split(b"\n")
    return [line.removesuffix(b"\r") for line in lines]


def checked(lines):
    """Return [(text, is it spam)]; raises Unusable, which names the rows (from 1)."""
    rows, wrong = [], []
    for number, line in enumerate(lines, start=1):
        row, why = read_row(line)
        rows.append(row)
        if why:
            wrong.append(f"row {number}: {why}")
    if wrong:
        more = f"; {len(wrong) - 3} more" if len(wrong) > 3 else ""
        those = "one of its rows is" if len(wrong) == 1 else f"{len(wrong)} rows are"
        raise Unusable(f"{those} not {FORM} ({'; '.join(wrong[:3])}{more})")
    return rows


def read_row(line):
    """Return ((text, is it spam), None), or (None, what is wrong with this line)."""
    try:
        label, tab, text = line.decode("utf-8").partition("\t")
    except UnicodeDecodeError:
        return None, "it is not UTF-8; is the file Latin-1? Save it as UTF-8"
    if not line.strip():
        return None, "it is empty"
    if not tab:
        found = [name for mark, name in SEPARATORS.items() if mark in label]
        return None, f"there is no tab{' but ' + found[0] if found else ''}"
    if label not in ("ham", "spam"):
        return None, "its label is neither ham nor spam"
    if not text.strip():
        return None, "its text is empty"
    if "\x00" in text:
        return None, "its text holds a NUL character"
    return (text, label == "spam"), None


SEPARATORS = {";": "a semicolon", ",": "a comma"}


def enough(rows, spams, pairs):
    """Raise Unusable where nothing can be learned from these rows."""
    kinds = {"spam": spams, "ham": len(rows) - spams}
    has = f"it has {len(rows)} messages, {spams} of them spam"
    for kind, count in kinds.items():
        if not count:
            raise Unusable(f"{has}: without any {kind} there is nothing to tell apart")
    if len(pairs) < len(rows) / 2:
        raise Unusable(f"{has}, but only {len(pairs)} different texts: is it whole?")
    different = sum(spam for _, spam in pairs)
    if min(different, len(pairs) - different) < LEAST:
        raise Unusable(f"{has}: {LEAST} different ones of each kind are the least")
    labels = {}
    for text, spam in rows:
        labels.setdefault(text, set()).add(spam)
    both = sum(len(each) == 2 for each in labels.values())
    if both > len(pairs) / 20:
        raise Unusable(f"{has}, and {both} texts have both labels")
