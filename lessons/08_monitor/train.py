"""Train the spam filter and save it with its passport: python train.py

With --data FILE, from UCI's SMS Spam Collection as it is (SMSSpamCollection).
"""

import argparse

from dataset import FROM, NotTheCollection, collection, own
from fit_filter import fit
from load_model import MODELS
from save_model import save_model


def train(file=None):
    """Return (model, facts). Raises OSError or NotTheCollection for a wrong file."""
    if file is None:
        learn, held_out = own()
        facts = {"version": "1", "trained_on": "messages written for the course"}
    else:
        learn, held_out, sums = collection(file)
        facts = {"version": "sms-1", "trained_on": "UCI's SMS Spam Collection"}
        facts["files"] = sums
    return fit(learn, held_out, **facts)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Train the spam filter.")
    parser.add_argument("--data", help="the file SMSSpamCollection")
    file = parser.parse_args().data
    try:
        model, facts = train(file)
    except (OSError, NotTheCollection) as error:
        parser.exit(1, f"{file}: {error}.\nThe collection is at {FROM}\n")
    save_model(model, "spam", **facts)
    print(f"saved {MODELS.name}/spam.joblib and its passport, spam.json")
