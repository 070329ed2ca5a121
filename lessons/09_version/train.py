"""Train a recommender and save it: python train.py [--factors 6] [--data FOLDER]"""

import argparse
import hashlib

from factors import fit
from load_model import MODELS
from movielens import movielens
from publish import publish
from recall import recall_of, split
from recommender import FEATURES, Recommender
from registry import NAME, REGISTRY, versions
from save_model import save_model
from tastes import simulated


def train(ratings, factors=6):
    """Fit on earlier ratings, judge on each user's last ones; (model, facts)."""
    earlier, later = split(ratings)
    model, judged_on = fit(earlier, factors), (later.users, later.movies, later.stars)
    digest = hashlib.sha256(b"".join(each.tobytes() for each in judged_on))
    facts = {"version": "draft", "trained_on": ratings.origin, "factors": factors}
    facts["features"] = [{"name": name, "unit": "id"} for name in FEATURES]
    facts["judged_on"] = digest.hexdigest()  # only then do scores compare
    facts["metrics"] = {"recall_at_10": recall_of(Recommender(model, facts), later)}
    return model, facts


if __name__ == "__main__":
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--factors", type=int, default=6)
    parser.add_argument("--data", help="a folder with ratings.csv and movies.csv")
    wish = parser.parse_args()
    model, facts = train(
        movielens(wish.data) if wish.data else simulated(), wish.factors
    )
    save_model(model, NAME, **facts)
    if not versions(REGISTRY):
        publish()  # the first; you publish the others: python publish.py
    print(f"saved {MODELS.name}/{NAME}.joblib and its passport, {NAME}.json")
