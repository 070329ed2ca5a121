"""What the training reads and says, and the decision to train again."""

import os
import random
import re
import subprocess
import sys

import pytest
from train import main, train

from app import passport
from tests.conftest import PROJECT
from training.data import COLLECTION, LEAST, Unusable, from_file, own
from training.fit import doubts
from training.messages import SPAM, mixed, templates
from training.retrain import LEAST as FEWEST
from training.retrain import trial

LINES, SPAMS = COLLECTION


def reports(count, shares):
    _, meet = templates()
    found = mixed(random.Random(3), meet, count, shares)
    return [(text, kind in SPAM) for kind, text in found]


def test_new_spam_that_was_reported_makes_a_better_model(model):
    learn, _ = own()
    told = reports(300, {"ham": 0.6, "later": 0.4})
    new, facts, better, scores = trial(model["filter"], learn, told, version="2")
    assert better and facts["version"] == "2"
    assert scores["new"][1] > 0.9 > 0.6 > scores["old"][1]
    assert set(new) == set(model)


def test_a_model_that_raises_more_false_alarms_is_not_better(model):
    learn, _ = own()
    wrong = [(text, True) for text, _ in reports(200, {"ham": 1})]
    told = wrong + reports(100, {"ham": 0.6, "later": 0.4})
    *_, better, scores = trial(model["filter"], learn, told, version="2")
    assert not better and scores["new"][0] < scores["old"][0] - 0.02


def test_a_handful_of_reports_is_too_few(model):
    with pytest.raises(ValueError, match="too few"):
        trial(model["filter"], [], reports(FEWEST - 1, {"ham": 1}), version="2")


def test_reports_of_one_kind_decide_nothing(model):
    with pytest.raises(ValueError, match="of one kind"):
        trial(model["filter"], own()[0], reports(200, {"ham": 1}), version="2")


def test_what_is_met_in_service_was_not_learned():
    learn, meet = templates()
    assert not set(learn["ham"] + learn["spam"]) & set(meet["ham"] + meet["spam"])


def sms(ham=LINES - SPAMS, spam=SPAMS):
    """The rows of a file like SMSSpamCollection."""
    rows = [f"ham\tsee you at {i}" for i in range(ham)]
    return rows + [f"spam\tfree prize {i}, \x85 call\u2028now" for i in range(spam)]


def file_of(folder, rows, encoding="utf-8", end="\n"):
    file = folder / "SMSSpamCollection"
    file.write_bytes((end.join([*rows, ""])).encode(encoding))
    return file


def test_the_collection_is_taken_as_it_is(tmp_path):
    file = file_of(tmp_path, sms())
    _, facts = train(file)
    assert facts["version"] == "sms-1" and list(facts["files"]) == ["SMSSpamCollection"]
    assert facts["metrics"]["recall"] > 0.9
    learn, held_out, _ = from_file(file)
    assert len(learn) + len(held_out) == LINES and not set(learn) & set(held_out)


@pytest.mark.parametrize(
    ("encoding", "end"), [("utf-8-sig", "\n"), ("utf-8", "\r\n"), ("utf-8-sig", "\r\n")]
)
def test_a_mark_at_the_beginning_and_windows_line_ends_change_nothing(
    tmp_path, encoding, end
):
    known = from_file(file_of(tmp_path, sms(300, 100)))
    again = from_file(file_of(tmp_path, sms(300, 100), encoding, end))
    assert again[:2] == known[:2]


def test_a_text_is_never_learned_and_held_out_as_well(tmp_path):
    learn, held_out, facts = from_file(file_of(tmp_path, sms(300, 100) + sms(200, 50)))
    assert not set(learn) & set(held_out) and "650 messages" in facts["trained_on"]


GOOD = sms(200, 100)
DAMAGED = {
    "nothing": (b"", "it is empty"),
    "blanks": (b" \r\n \n", "it is empty"),
    "too few": (b"ham\tone\nspam\ttwo\n", "2 messages, 1 of them spam"),
    "a table": (b"label,text\nham,hello\n", "row 1: there is no tab but a comma"),
    "semicolons": (b"ham;hello\nspam;win\n", "row 1: there is no tab but a semicolon"),
    "UTF-16": ("\n".join(GOOD).encode("utf-16"), "UTF-16 and not UTF-8"),
    "UTF-16 without a mark": ("\n".join(GOOD).encode("utf-16-le"), "UTF-16 and not"),
    "a zip": (b"PK\x03\x04 and so on", "a zip: unpack it first"),
}
ROWS = {
    "Latin-1": (
        "spam\tprix gagné".encode("latin-1"),
        "it is not UTF-8; is the file Latin-1?",
    ),
    "no tab": (b"ham hello", "there is no tab"),
    "empty text": (b"ham\t", "its text is empty"),
    "empty row": (b"", "it is empty"),
    "NaN": (b"nan\thello", "its label is neither ham nor spam"),
    "another label": (b"SPAM\thello", "its label is neither ham nor spam"),
    "no label": (b"\thello", "its label is neither ham nor spam"),
    "NUL": (b"ham\tsee\x00you", "its text holds a NUL character"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_another_file_is_refused(tmp_path, name):
    content, why = DAMAGED[name]
    file = tmp_path / "other.csv"
    file.write_bytes(content)
    with pytest.raises(Unusable, match=why):
        from_file(file)


@pytest.mark.parametrize("name", ROWS)
def test_a_damaged_row_is_named(tmp_path, name):
    row, why = ROWS[name]
    lines = [line.encode() for line in GOOD]
    file = tmp_path / "mine"
    file.write_bytes(b"\n".join([*lines[:41], row, *lines[41:], b""]))
    with pytest.raises(Unusable) as refused:
        from_file(file)
    assert f"row 42: {why}" in str(refused.value)


def test_many_damaged_rows_are_three_and_a_number(tmp_path):
    with pytest.raises(Unusable, match=r"10 rows are.*row 3: .*; 7 more"):
        from_file(file_of(tmp_path, ["nonsense"] * 10 + GOOD))


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (sms(500, 0), "without any spam"),
        (sms(0, 500), "without any ham"),
        (["ham\tthe same"] * 5331 + sms(100, 100), "only 201 different texts"),
        (sms(500, LEAST - 1), f"{LEAST} different ones of each kind"),
        ([r.replace("spam\tf", "ham\tf") for r in GOOD] + GOOD, "have both labels"),
    ],
    ids=["only ham", "only spam", "one line", "hardly any spam", "both labels"],
)
def test_what_nothing_can_be_learned_from_is_refused(tmp_path, rows, why):
    with pytest.raises(Unusable, match=why):
        from_file(file_of(tmp_path, rows))


def test_quotes_and_strange_characters_are_text(tmp_path):
    odd = ['ham\tshe said "see you', "spam\tWIN £££ \x0b\x1c now; call, or\ttext"]
    learn, held_out, _ = from_file(file_of(tmp_path, GOOD + odd))
    texts = {text for text, _ in learn + held_out}
    assert {line.partition("\t")[2] for line in odd} <= texts


@pytest.mark.parametrize(
    ("precision", "recall", "share", "said", "usable"),
    [
        (0.95, 0.9, 0.2, None, True),
        (1.0, 1.0, 0.2, "too good to be true", True),
        (0.2, 0.5, 0.2, "no better than chance", False),
        (0.0, 0.0, 0.2, "no better than chance", False),
        (0.95, 0.9, 0.8, "swapped", False),
        (0.98, 0.98, 0.8, "swapped", True),
    ],
)
def test_a_score_that_cannot_be_believed_is_said(
    precision, recall, share, said, usable
):
    metrics = {"precision": precision, "recall": recall, "share_of_spam": share}
    told, may = doubts(metrics)
    if (precision, share) == (0.95, 0.8):  # 0.95 where 0.8 is chance is no wonder
        said = "no better than chance"
    assert (told is None) if said is None else said in told
    assert may is usable


@pytest.fixture(scope="session")
def models(tmp_path_factory):
    """A folder with a model, as `python train.py` saves it."""
    folder = tmp_path_factory.mktemp("models")
    env = os.environ | {"MODEL_DIR": str(folder)}
    command = [sys.executable, str(PROJECT / "train.py")]
    done = subprocess.run(command, capture_output=True, text=True, env=env)
    assert done.returncode == 0, done.stderr
    assert "precision 0.9" in done.stdout and "recall 1.000" in done.stdout
    return folder


def pair(folder):
    return [(folder / f"spam.{end}").read_bytes() for end in ("joblib", "json")]


def test_a_training_that_fails_keeps_the_model_that_works(
    models, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(passport, "MODELS", models)
    before, luck = pair(models), random.Random(0)
    by_lot = [f"{luck.choice(['ham', 'spam'])}\tw{i} w{i % 7}" for i in range(900)]
    for data, why in {
        tmp_path / "nothing": "nothing: No such file.* archive.ics.uci.edu",
        tmp_path: "archive.ics.uci.edu",
        "": "--data is empty",
        " ": "--data is empty",
        file_of(tmp_path, by_lot): "Nothing was saved",
    }.items():
        monkeypatch.setattr(sys, "argv", ["train.py", "--data", str(data)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = " ".join(capsys.readouterr().err.split())
        assert ended.value.code == 1 and re.search(why.replace("* a", "*a"), said), said
    assert pair(models) == before


@pytest.mark.skipif(os.name == "nt", reason="no ulimit on Windows")
def test_a_full_disk_keeps_the_model_that_works(models):
    before = pair(models)
    command = f'ulimit -f 8; trap "" XFSZ; exec "{sys.executable}" train.py'
    env = os.environ | {"MODEL_DIR": str(models)}
    done = subprocess.run(
        ["bash", "-c", command], cwd=PROJECT, env=env, capture_output=True, text=True
    )
    assert done.returncode == 1, done.stdout
    assert "What was there before is still there." in done.stderr
    assert "Traceback" not in done.stderr
    assert pair(models) == before
