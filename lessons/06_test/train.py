"""Train the sentiment model and save it with its passport: python train.py

With --data FOLDER, from the sentence polarity data set v1.0 (Bo Pang and Lillian Lee,
ACL 2005) in its original files, rt-polarity.pos and rt-polarity.neg.
"""

import argparse

from app.passport import MODELS, PassportError, save_model
from training.data import FROM, NotTheCorpus, read_corpus, read_own
from training.pipeline import fit_and_score, say_score


def train(folder=None):
    """Return (model, facts). Raises NotTheCorpus for files that are not what we need.

    `folder` is that of the public corpus; without it, the project's own sentences.
    """
    if folder is None:
        texts, labels, sums = read_own()
        version, trained_on = "1", "sentences written for this project"
    else:
        texts, labels, sums = read_corpus(folder)
        version, trained_on = "polarity-1", "sentence polarity data set v1.0"
    facts = {"version": version, "files": sums, "trained_on": trained_on}
    return fit_and_score(texts, labels, **facts)


def main(arguments=None):
    """Train, save and say how good the model is; end with a sentence if it fails.

    `arguments` are those of the command line, if not given.
    """
    parser = argparse.ArgumentParser(description="Train the sentiment model.")
    parser.add_argument("--data", help="folder of rt-polarity.pos and rt-polarity.neg")
    folder = parser.parse_args(arguments).data
    if folder is not None and not folder.strip():
        parser.exit(1, "--data is empty: is a variable not set? Nothing was trained.\n")
    try:
        model, facts = train(folder)
        save_model(model, "sentiment", **facts)
    except NotTheCorpus as error:
        where = f" The data set is at {FROM}" if folder else ""
        parser.exit(1, f"Nothing was trained: {error}.{where}\n")
    except PassportError as error:
        parser.exit(1, f"{error}\n")
    print(say_score(facts["metrics"]))
    print(f"saved {MODELS.name}/sentiment.joblib and its passport, sentiment.json")


if __name__ == "__main__":
    main()
