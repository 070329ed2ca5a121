"""Compare two versions on logged traffic: python replay.py OLD NEW LOG [--data FOLDER]

Name the folder of the data that both versions were trained on, as for train.py.
"""

import argparse
import json

import numpy as np
from train import read_ratings

from app.passport import PassportError
from app.registry import REGISTRY, open_version
from training.evaluate import fingerprint, liked_by, recall, split


class NotComparable(Exception):
    """These versions cannot be judged by these ratings; the message says why."""


def traffic_in(log):
    """Return the users of the answers in a log, as often as they came."""
    users = []
    with open(log, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                fact = json.loads(line)
                if fact["event"] == "answer":
                    users.append(fact["user"])
            except (ValueError, LookupError, TypeError):
                continue  # what uvicorn printed, or half a line of a killed worker
    return users


def later_ratings(ratings, *versions):
    """Return what users liked later, {user: movies}, if the versions were judged by it.

    Raises NotComparable: users of other data have the same numbers, and are others.
    """
    _, later = split(ratings)
    for each in versions:
        if each.passport["judged_on"] != fingerprint(later):
            trained = each.passport.get("trained_on", {}).get("data", "other data")
            text = f"Version {each.version} was judged on other ratings ({trained}) "
            text += f"than these ({ratings.origin['data']}). Name their folder: --data"
            raise NotComparable(text)
    return liked_by(later)


def compare(users, liked, old, new, seed=0):
    """Ask both versions for the same users again; return recall@10, and the gain.

    `liked`: {user: the movies they liked later}. Between low and high lies the gain in
    95 % of 1,000 samples of these requests. NotComparable: there are none.
    """
    if not (users := sorted(user for user in users if user in liked)):
        raise NotComparable("Nobody who came has liked anything later.")

    def found(version, user):
        return recall(version.recommend(user, as_judged=True)[1], liked[user])

    each = {user: [found(old, user), found(new, user)] for user in set(users)}
    scores, luck = np.array([each[u] for u in users]), np.random.default_rng(seed)
    gain, size = scores[:, 1] - scores[:, 0], (1000, len(scores))
    means = gain[luck.integers(len(gain), size=size)].mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975]).round(3).tolist()
    before, after = scores.mean(axis=0).round(3).tolist()
    return {"old": before, "new": after, "low": low, "high": high, "better": low > 0}


def main(old, new, log, data):
    try:
        pair = [open_version(REGISTRY, number) for number in (old, new)]
        liked = later_ratings(read_ratings(data), *pair)
        print(compare(traffic_in(log), liked, *pair))
    except (PassportError, NotComparable) as error:
        raise SystemExit(str(error)) from None
    except OSError as error:
        raise SystemExit(f"{log} cannot be read: {error.strerror}") from None


if __name__ == "__main__":
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("old", type=int)
    parser.add_argument("new", type=int)
    parser.add_argument("log", help="what the service wrote: its LOG_FILE")
    parser.add_argument("--data", help="a folder with ratings.csv and movies.csv")
    main(**vars(parser.parse_args()))
