"""Sentences with a sentiment: those written for this project, or a public corpus."""

from hashlib import sha256
from pathlib import Path

OWN = {"negative": "negative.txt", "positive": "positive.txt"}
CORPUS = {"negative": "rt-polarity.neg", "positive": "rt-polarity.pos"}
LINES = 5331  # in each file of the corpus
FROM = "https://www.cs.cornell.edu/people/pabo/movie-review-data/"


class NotTheCorpus(ValueError):
    """A file is not the one it should be; the message says why."""


def read(folder, files, encoding, lines=None):
    """Return (texts, labels, {file name: SHA-256}) from files of a sentence a line."""
    texts, labels, sums = [], [], {}
    for label, name in files.items():
        data = (Path(folder) / name).read_bytes()
        if lines and (found := data.count(b"\n")) != lines:
            raise NotTheCorpus(f"{name} has {found} lines, not {lines}")
        if encoding == "latin-1" and not data.isascii() and is_utf8(data):
            raise NotTheCorpus(f"{name} was converted to UTF-8: take the original")
        sentences = [line.strip() for line in data.decode(encoding).split("\n")[:-1]]
        if "" in sentences:
            raise NotTheCorpus(f"{name} has an empty line: {sentences.index('') + 1}")
        texts, labels = texts + sentences, labels + [label] * len(sentences)
        sums[name] = sha256(data).hexdigest()
    if len(set(sums.values())) < len(sums):
        raise NotTheCorpus("both files are the same")
    return texts, labels, sums


def is_utf8(data):
    return data.decode("utf-8", "ignore").encode() == data
