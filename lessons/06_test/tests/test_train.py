"""Training, on the project's sentences and on files like those of the public corpus."""

import os
import subprocess
import sys
from hashlib import sha256

import pytest
from train import main, train

from app import passport as passports
from app.passport import PROJECT
from training.data import CORPUS, HERE, LINES, NotTheCorpus, read, read_own
from training.pipeline import say_score


@pytest.fixture
def corpus(tmp_path):
    """A folder in the corpus's format, with made-up lines: a word, a Latin-1 letter."""
    for word, name in (("dull", CORPUS["negative"]), ("vivid", CORPUS["positive"])):
        lines = [f"a {word} caf\xe9 number {n} . \n" for n in range(LINES)]
        (tmp_path / name).write_bytes("".join(lines).encode("latin-1"))
    return tmp_path


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """run(*options) is `python train.py *options`: (exit code, what it said)."""
    monkeypatch.setattr(passports, "MODELS", tmp_path / "models")

    def run(*options):
        try:
            code = main(options)
        except SystemExit as end:
            code = end.code
        said = capsys.readouterr()
        return code or 0, said.out + said.err

    return run


def test_the_passport_says_what_the_model_was_trained_on():
    _, facts = train()
    data = (HERE / "negative.txt").read_bytes()
    assert facts["files"]["negative.txt"] == sha256(data).hexdigest()
    assert facts["trained_on"].startswith("sentences written for this project")


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


def third_line(data):
    return data.split(b"\n")[2]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda data: data + b"one more\n", "has 5332 lines, not 5331"),
        (lambda data: data[:-1], "has 5330 lines, not 5331"),
        (lambda data: data.replace(b"\n", b"\r"), "has 0 lines, not 5331"),
        (lambda data: b"", "has 0 lines, not 5331"),
        (lambda data: data.decode("latin-1").encode(), "converted to UTF-8"),
        (lambda data: data.decode("latin-1").encode("utf-8-sig"), "converted to UTF-8"),
        (lambda data: data.decode("latin-1").encode("utf-16"), "is in UTF-16"),
        (lambda data: data.decode("latin-1").encode("utf-16-le"), "is in UTF-16"),
        (lambda data: data.decode("latin-1").encode("utf-16-be"), "is in UTF-16"),
        (lambda data: data.replace(third_line(data), b" "), "empty line: 3"),
        (lambda data: data.replace(b"dull", b"vivid"), "both files are the same"),
        (lambda data: b"a dull film\n" * LINES, "5330 times: line 2 is line 1 again"),
        (lambda data: data[: len(data) // 2] * 2, "lines, not 5331|is line"),
        (lambda data: b"...\n" * 60 + b"\n".join(data.split(b"\n")[60:]), "59 times"),
        (lambda data: b"".join(b"%d\n" % (n % 9) for n in range(LINES)), "is line 1 "),
    ],
)
def test_a_file_that_is_not_the_corpus_is_refused(corpus, change, complaint):
    file = corpus / CORPUS["negative"]
    file.write_bytes(change(file.read_bytes()))
    with pytest.raises(NotTheCorpus, match=complaint) as refused:
        train(corpus)
    assert file.name in str(refused.value) or "both files" in str(refused.value)


def test_files_that_were_swapped_are_noticed(corpus):
    negative, positive = (corpus / CORPUS[kind] for kind in ("negative", "positive"))
    data = negative.read_bytes()
    negative.write_bytes(positive.read_bytes())
    positive.write_bytes(data)
    with pytest.raises(NotTheCorpus, match="are swapped: praise stands in the first"):
        train(corpus)


def test_what_stands_in_both_files_is_noticed(corpus):
    negative, positive = (corpus / CORPUS[kind] for kind in ("negative", "positive"))
    lines, others = negative.read_bytes().split(b"\n"), positive.read_bytes()
    both = others.split(b"\n")[:100]
    negative.write_bytes(b"\n".join(lines[:7] + both + lines[107:]))
    complaint = "100 sentences stand in both files: the first is line 8 of rt-polarity"
    with pytest.raises(NotTheCorpus, match=complaint):
        train(corpus)


@pytest.fixture
def own(tmp_path):
    """The project's sentences, in a folder where they may be spoiled."""
    for name in ("negative.txt", "positive.txt"):
        (tmp_path / name).write_bytes((HERE / name).read_bytes())
    return tmp_path


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda data: b"", "fewer than 10 sentences"),
        (lambda data: b"Bad.\n", "fewer than 10 sentences"),
        (lambda data: b"".join(b"?" * n + b"\n" for n in range(1, 30)), "fewer than"),
        (lambda data: data.replace(b"\n", b"\n\n", 1), "empty line: 2"),
        (
            lambda data: data.replace(b"\n", b"\nr\xfcde\n", 1),
            "line 2, is not in utf-8",
        ),
        (lambda data: data + b"It was\0bad.\n", "is in UTF-16, or no text"),
        (lambda data: data * 2, "250 times: line 251 is line 1 again"),
    ],
)
def test_sentences_of_ones_own_are_checked_too(own, change, complaint):
    file = own / "negative.txt"
    file.write_bytes(change(file.read_bytes()))
    with pytest.raises(NotTheCorpus, match=complaint) as refused:
        read(own, {"negative": "negative.txt", "positive": "positive.txt"}, "utf-8")
    assert "negative.txt" in str(refused.value)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"\n", b"\r\n"),  # as Windows ends lines
        lambda data: b"\xef\xbb\xbf" + data,  # as Excel and Notepad begin a file
        lambda data: data.removesuffix(b"\n"),
    ],
)
def test_what_editors_do_to_a_file_does_no_harm(own, change):
    files = {"negative": "negative.txt", "positive": "positive.txt"}
    before = read(own, files, "utf-8")[:2]
    file = own / "negative.txt"
    file.write_bytes(change(file.read_bytes()))
    assert read(own, files, "utf-8")[:2] == before


def test_the_sentences_are_all_different_and_balanced():
    texts, labels, _ = read_own()
    assert len(set(texts)) == len(texts)
    assert labels.count("positive") == labels.count("negative")


@pytest.mark.parametrize(
    ("score", "warning"),
    [(0.49, "no better than guessing"), (0.6, "no better"), (0.69, ""), (0.97, "good")],
)
def test_the_score_is_said_and_one_that_is_hard_to_believe_too(score, warning):
    metrics = {"held_out_accuracy": score, "held_out_sentences": 100}
    said = say_score(metrics | {"baseline_accuracy": 0.5})
    assert said.startswith(f"Held-out accuracy: {score:.3f}, on 100 sentences.")
    assert warning in said and (warning or said.endswith("100 sentences."))


def test_training_says_how_good_the_model_is(run):
    code, said = run()
    assert code == 0 and said.startswith("Held-out accuracy: 0.690, on 100 sentences.")


def test_a_corpus_that_is_too_good_to_be_true_is_called_so(run, corpus):
    code, said = run("--data", str(corpus))
    assert code == 0
    assert "Held-out accuracy: 1.000, on 2133 sentences. That is too good" in said


def test_a_missing_file_is_named_in_one_line_and_nothing_is_saved(corpus, tmp_path):
    (corpus / CORPUS["positive"]).unlink()
    env = os.environ | {"MODEL_DIR": str(tmp_path / "models")}
    command = [sys.executable, str(PROJECT / "train.py"), "--data", str(corpus)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=env)
    assert done.returncode == 1
    assert "rt-polarity.pos" in done.stderr and "cs.cornell.edu" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "models").exists()


@pytest.mark.parametrize("nothing", ["", " "])
def test_a_folder_without_a_name_is_refused_in_a_sentence(run, nothing, tmp_path):
    code, said = run("--data", nothing)
    assert code == 1 and said.startswith("--data is empty: is a variable not set?")
    assert not (tmp_path / "models").exists()


def test_a_training_that_fails_leaves_the_model_that_worked(run, tmp_path):
    assert run()[0] == 0
    files = sorted((tmp_path / "models").glob("sentiment.j*"))
    before = [file.read_bytes() for file in files]
    code, said = run("--data", str(tmp_path))
    assert code == 1 and "Nothing was trained: rt-polarity.neg cannot be read" in said
    assert [file.read_bytes() for file in files] == before and len(files) == 2


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(run, tmp_path):
    (tmp_path / "models").write_text("a file, where a folder should be")
    code, said = run()
    assert code == 1 and "is not saved" in said and "Traceback" not in said


def test_the_model_that_was_saved_is_the_one_that_is_loaded(trained):
    model, passport = passports.load_model("sentiment", ["text"])
    assert passport["classes"] == model.classes_.tolist() == ["negative", "positive"]
