"""Train the sentiment model and save it with its passport: python train.py

With --data FOLDER, from the sentence polarity data set v1.0 (Bo Pang and Lillian Lee,
ACL 2005) in its original files, rt-polarity.pos and rt-polarity.neg.
"""

import argparse
from pathlib import Path

from fitting import fit_and_score
from load_model import MODELS
from reviews import CORPUS, FROM, LINES, OWN, NotTheCorpus, read
from save_model import save_model


def train(folder=None):
    """Return (model, facts). Raises OSError or NotTheCorpus for the wrong files."""
    if folder is None:
        texts, labels, sums = read(Path(__file__).parent, OWN, "utf-8")
        version, trained_on = "1", "sentences written for the course"
    else:
        texts, labels, sums = read(folder, CORPUS, "latin-1", lines=LINES)
        version, trained_on = "polarity-1", "sentence polarity data set v1.0"
    facts = {"version": version, "files": sums, "trained_on": trained_on}
    return fit_and_score(texts, labels, **facts)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Train the sentiment model.")
    parser.add_argument("--data", help="folder of rt-polarity.pos and rt-polarity.neg")
    folder = parser.parse_args().data
    try:
        model, facts = train(folder)
    except (OSError, NotTheCorpus) as error:
        parser.exit(1, f"{error}. The data set is at {FROM}\n")
    save_model(model, "sentiment", **facts)
    print(f"saved {MODELS.name}/sentiment.joblib and its passport, sentiment.json")
