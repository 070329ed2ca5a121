"""Train a recommender and save it: python train.py [--factors 6] [--data FOLDER]"""

import argparse

from app.model import FEATURES, Recommender
from app.passport import MODELS, PassportError, save_model
from app.registry import NAME, REGISTRY, NotPublished, publish, published
from training.data import simulated
from training.evaluate import fingerprint, recall_of, recall_of_popular, split
from training.fit import fit
from training.movielens import movielens


def train(ratings, factors=6):
    """Fit on earlier ratings, judge on each user's last ones; return (model, facts).

    Raises ValueError where there are too many factors.
    """
    earlier, later = split(ratings)
    model = fit(earlier, later, factors)
    facts = {"version": "draft", "trained_on": ratings.origin, "factors": factors}
    facts["features"] = [{"name": name, "unit": "id"} for name in FEATURES]
    facts["judged_on"] = fingerprint(later)  # only where this is the same
    asked = Recommender(model, facts)  # do these scores compare
    facts["metrics"] = {
        "recall_at_10": recall_of(asked, later),
        "recall_at_10_of_what_is_popular": recall_of_popular(asked, later),
    }
    return model, facts


def read_ratings(folder):
    """Return MovieLens' ratings, or the simulated ones where no folder is named."""
    if folder is None:
        return simulated()
    if not folder:
        raise SystemExit("--data is empty: was a variable meant that is not set?")
    return movielens(folder)


def main(factors, data):
    try:
        model, facts = train(read_ratings(data), factors)
        save_model(model, NAME, **facts)
        if not published(REGISTRY):
            publish()  # the first; you publish the others: python publish.py
    except (ValueError, PassportError, NotPublished) as error:
        raise SystemExit(str(error)) from None
    score, popular = facts["metrics"].values()
    print(f"saved {MODELS.name}/{NAME}.joblib and its passport, {NAME}.json")
    print(f"recall@10: {score}; of what most people like: {popular}")
    if not score > popular:
        print("It is no better than showing everybody the same ten movies.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--factors", type=int, default=6)
    parser.add_argument("--data", help="a folder with ratings.csv and movies.csv")
    main(**vars(parser.parse_args()))
