"""Open one version: check its files and its passport, load it, warm it up."""

import json
from pathlib import Path

from load_model import PassportError, load_model
from recommender import FEATURES, Recommender
from registry import NAME
from sums import check_sums


def open_version(registry, number):
    """Return a Recommender that has answered once.

    Raises PassportError before anything is unpickled, and whatever the model raises.
    """
    folder = (Path(registry) / str(number)).absolute()
    check_sums(folder)
    try:
        passport = json.loads((folder / f"{NAME}.json").read_bytes())
        claims = f"{passport['name']} {passport['version']}"
        float(passport["metrics"]["recall_at_10"]), str(passport["judged_on"])
    except (OSError, LookupError, TypeError, ValueError) as error:
        raise PassportError(f"its passport is not one: {error!r}") from None
    if claims != f"{NAME} {number}":
        raise PassportError(f"its passport is that of {claims}")
    # load_model puts its own folder in front, which changes no absolute path.
    opened = Recommender(*load_model(str(folder / NAME), FEATURES))
    warm_up(opened)
    return opened


def warm_up(recommender):
    """The first answer is the slowest, and may fail: let no user wait for it."""
    for user in (0, *list(recommender.rows)[:3]):
        known, movies = recommender.recommend(user)
        if not movies or known != (user != 0):
            raise ValueError(f"it has no good answer for user {user}")
