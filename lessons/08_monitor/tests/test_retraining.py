"""The decision to train again, and what the training reads."""

import random
import subprocess
import sys
from pathlib import Path

import pytest
from dataset import LINES, SPAMS, NotTheCollection, collection, own
from messages import SPAM, mixed, templates
from retraining import LEAST, trial
from train import train

HERE = Path(__file__).parent


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
        trial(model["filter"], [], reports(LEAST - 1, {"ham": 1}), version="2")


def test_what_is_met_in_service_was_not_learned():
    learn, meet = templates()
    assert not set(learn["ham"] + learn["spam"]) & set(meet["ham"] + meet["spam"])


def sms(file, ham=LINES - SPAMS, spam=SPAMS):
    rows = [f"ham\tsee you at {i}" for i in range(ham)]
    rows += [f"spam\tfree prize {i}, \x85 call\u2028now" for i in range(spam)]
    file.write_text("\n".join([*rows, ""]), encoding="utf-8", newline="\n")
    return file


def test_the_collection_is_taken_as_it_is(tmp_path):
    _, facts = train(sms(tmp_path / "SMSSpamCollection"))
    assert facts["version"] == "sms-1" and list(facts["files"]) == ["SMSSpamCollection"]
    assert facts["metrics"]["recall"] > 0.9
    learn, held_out, _ = collection(tmp_path / "SMSSpamCollection")
    assert len(learn) + len(held_out) == LINES and not set(learn) & set(held_out)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("ham\tone\nspam\ttwo\n", "2 messages, 1 of them spam"),
        ("label,text\nham,hello\n", "2 of its lines are not"),
        ("", "1 of its lines are not"),
    ],
)
def test_another_file_is_refused(tmp_path, content, why):
    file = tmp_path / "other.csv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(NotTheCollection, match=why):
        collection(file)


def test_train_says_where_to_get_the_collection(tmp_path):
    command = [sys.executable, HERE / "train.py", "--data", tmp_path / "nothing"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 1
    assert "nothing" in done.stderr and "archive.ics.uci.edu" in done.stderr
