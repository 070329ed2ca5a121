"""Training, on the course's sentences and on files like those of the public corpus."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from reviews import CORPUS, LINES, OWN, NotTheCorpus, read
from train import train


@pytest.fixture
def corpus(tmp_path):
    """A folder in the corpus's format, with made-up lines: a word, a Latin-1 letter."""
    for word, name in (("dull", CORPUS["negative"]), ("vivid", CORPUS["positive"])):
        lines = [f"a {word} caf\xe9 number {n} . \n" for n in range(LINES)]
        (tmp_path / name).write_bytes("".join(lines).encode("latin-1"))
    return tmp_path


def test_the_passport_says_what_the_model_was_trained_on():
    _, facts = train()
    data = Path(__file__).with_name("negative.txt").read_bytes()
    assert facts["files"]["negative.txt"] == sha256(data).hexdigest()
    assert facts["trained_on"].startswith("sentences written for the course")


def test_the_same_pipeline_learns_from_the_corpus(corpus):
    model, facts = train(corpus)
    assert model.predict(["vivid", "dull"]).tolist() == ["positive", "negative"]
    assert "caf\xe9" in model[0].vocabulary_
    data = (corpus / CORPUS["positive"]).read_bytes()
    assert facts["files"][CORPUS["positive"]] == sha256(data).hexdigest()
    assert facts["version"] == "polarity-1"
    assert facts["trained_on"].endswith(
        f": {2 * LINES * 4 // 5} of {2 * LINES} sentences"
    )


def spoil(corpus, change):
    file = corpus / CORPUS["negative"]
    file.write_bytes(change(file.read_bytes()))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda data: data + b"one more\n", "has 5332 lines, not 5331"),
        (lambda data: data[:-1], "has 5330 lines, not 5331"),
        (lambda data: data.decode("latin-1").encode(), "converted to UTF-8"),
        (lambda data: data.replace(data.split(b"\n")[2], b" "), "empty line: 3"),
        (lambda data: data.replace(b"dull", b"vivid"), "both files are the same"),
    ],
)
def test_a_file_that_is_not_the_corpus_is_refused(corpus, change, complaint):
    spoil(corpus, change)
    with pytest.raises(NotTheCorpus, match=complaint):
        train(corpus)


def test_a_missing_file_is_named_in_one_line_and_nothing_is_saved(corpus):
    (corpus / CORPUS["positive"]).unlink()
    script = str(Path(__file__).with_name("train.py"))
    done = subprocess.run(
        [sys.executable, script, "--data", str(corpus)], capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "rt-polarity.pos" in done.stderr and "cs.cornell.edu" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_sentences_are_all_different_and_balanced():
    texts, labels, _ = read(Path(__file__).parent, OWN, "utf-8")
    assert len(set(texts)) == len(texts)
    assert labels.count("positive") == labels.count("negative")
