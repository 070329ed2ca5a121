"""Sentences with a sentiment: those written for this project, or a public corpus.

What is read is checked before anything is learned from it.
"""

import re
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
OWN = {"negative": "negative.txt", "positive": "positive.txt"}
CORPUS = {"negative": "rt-polarity.neg", "positive": "rt-polarity.pos"}
LINES = 5331  # in each file of the corpus
FROM = "https://www.cs.cornell.edu/people/pabo/movie-review-data/"
FEWEST = 10  # sentences of a kind, to train and to score on
REPEATED = 0.01  # of the sentences; the corpus itself has some twice

# Words that stand far more often in one kind of English review than in the other.
TELLING = {
    "negative": "awful bad bland boring dirty dull fails mess rude stupid tedious "
    "terrible unfunny worst",
    "positive": "beautifully best delightful enjoyable excellent fascinating great "
    "lovely moving perfect touching vivid wonderful",
}


class NotTheCorpus(ValueError):
    """A file is not what it should be; the message names it and says why."""


def read_own():
    """Return (texts, labels, {file name: SHA-256}) of this project's sentences."""
    return read(HERE, OWN, "utf-8")


def read_corpus(folder):
    """Return the same of the sentence polarity data set v1.0 in `folder`."""
    return read(Path(folder), CORPUS, "latin-1", lines=LINES)


def read(folder, files, encoding, lines=None):
    """Return (texts, labels, {file name: SHA-256}) from files of a sentence a line.

    `files` has a file name for each label. Raises NotTheCorpus where a file is missing,
    has another encoding or number of lines, or sentences that cannot be meant.
    """
    texts, labels, sums = [], [], {}
    for label, name in files.items():
        data = read_bytes(folder / name)
        sentences = decode(data, encoding, name)
        if sentences[-1] == "" or lines:  # a corpus whose last line does not end is cut
            sentences.pop()
        check_lines(sentences, name, lines)
        texts, labels = texts + sentences, labels + [label] * len(sentences)
        sums[name] = sha256(data).hexdigest()
    if len(set(sums.values())) < len(sums):
        raise NotTheCorpus("both files are the same")
    check_classes(texts, labels, files)
    return texts, labels, sums


def read_bytes(path):
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotTheCorpus(f"{path.name} cannot be read: {error.strerror}") from None


def decode(data, encoding, name):
    """Return the lines of a file, without the ends of lines and the spaces there."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        raise NotTheCorpus(f"{name} is in UTF-16, or no text: {encoding} is needed")
    if encoding == "latin-1" and not data.isascii() and is_utf8(data):
        raise NotTheCorpus(f"{name} was converted to UTF-8: take the original")
    data = data.removeprefix(b"\xef\xbb\xbf")  # the mark that some editors put first
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        raise NotTheCorpus(f"{name}, line {number}, is not in {encoding}") from None
    return [line.strip() for line in text.split("\n")]


def is_utf8(data):
    return data.decode("utf-8", "ignore").encode() == data


def check_lines(sentences, name, lines):
    """Refuse a file with another number of lines, empty ones, or many repeated."""
    if lines and len(sentences) != lines:
        raise NotTheCorpus(f"{name} has {len(sentences)} lines, not {lines}")
    if "" in sentences:
        raise NotTheCorpus(f"{name} has an empty line: {sentences.index('') + 1}")
    first, repeated = {}, []
    for number, sentence in enumerate(sentences, start=1):
        if first.setdefault(sentence, number) != number:
            repeated.append(number)
    if len(repeated) > REPEATED * len(sentences):
        number = repeated[0]
        why = f"line {number} is line {first[sentences[number - 1]]} again"
        raise NotTheCorpus(f"{name} repeats itself {len(repeated)} times: {why}")
    if sum(bool(re.search(r"\w\w", one)) for one in sentences) < FEWEST:
        raise NotTheCorpus(f"{name} has fewer than {FEWEST} sentences with a word")


def check_classes(texts, labels, files):
    """Refuse sentences that stand in both files, and files that were swapped."""
    kinds = {label: [] for label in files}
    for text, label in zip(texts, labels, strict=True):
        kinds[label].append(text)
    negative, positive = kinds["negative"], kinds["positive"]
    if len(both := set(negative) & set(positive)) > REPEATED * len(negative):
        number = min(negative.index(text) for text in both) + 1
        why = f"the first is line {number} of {files['negative']}"
        raise NotTheCorpus(f"{len(both)} sentences stand in both files: {why}")
    blame, praise = (set(TELLING[kind].split()) for kind in ("negative", "positive"))
    blamed = share(blame, positive) > share(blame, negative)
    if blamed and share(praise, negative) > share(praise, positive):
        names = f"{files['negative']} and {files['positive']}"
        raise NotTheCorpus(f"{names} are swapped: praise stands in the first")


def share(words, sentences):
    """Return in what part of the sentences one of the words stands, from 0 to 1."""
    with_word = [
        one for one in sentences if words & set(re.findall(r"\w+", one.lower()))
    ]
    return len(with_word) / len(sentences)
