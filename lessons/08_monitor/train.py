"""Train the spam filter and save it with its passport: python train.py

With --data FILE, from a file of yours: a message a line, label<TAB>text, such as UCI's
SMS Spam Collection as it is (SMSSpamCollection).
"""

import argparse

from app.passport import MODELS, PassportError, save_model
from training.data import FROM, Unusable, from_file, own
from training.fit import doubts, fit


def train(file=None):
    """Return (model, facts). Raises OSError or Unusable for a wrong file."""
    if file is None:
        learn, held_out = own()
        about = {"version": "1", "trained_on": "messages written for this project"}
    else:
        learn, held_out, about = from_file(file)
    return fit(learn, held_out, **about)


def main():
    """Train, say how good it is, and save; end with 1 and a sentence where it fails."""
    parser = argparse.ArgumentParser(description="Train the spam filter.")
    parser.add_argument("--data", metavar="FILE", help="messages: label<TAB>text")
    file = parser.parse_args().data
    if file is not None and not file.strip():
        parser.exit(1, "--data is empty: is a variable not set? Nothing was trained.\n")
    try:
        model, facts = train(file)
    except OSError as error:
        parser.exit(1, f"{file}: {error.strerror}.\nThe collection is at {FROM}\n")
    except Unusable as error:
        parser.exit(1, f"{file}: {error}.\nThe collection is at {FROM}\n")
    score = "precision {precision:.3f}, recall {recall:.3f}".format(**facts["metrics"])
    print(f"on held-out messages: {score} (trained on {facts['trained_on']})")
    doubt, usable = doubts(facts["metrics"])
    if doubt:
        print(doubt)
    if not usable:
        parser.exit(1, "Nothing was saved.\n")
    try:
        save_model(model, "spam", **facts)
    except PassportError as error:
        parser.exit(1, f"{error}\n")
    print(f"saved {MODELS.name}/spam.joblib and its passport, spam.json")


if __name__ == "__main__":
    main()
