"""How good is a recommender? Ask it with the past, and look at what came next."""

import numpy as np

LIKED = 4  # stars and more


def split(ratings, share=0.2):
    """Return (earlier, later): the last `share` of each user's ratings is held out."""
    order = np.lexsort((ratings.times, ratings.users))
    users = ratings.users[order]
    _, first, count = np.unique(users, return_index=True, return_counts=True)
    place = (np.arange(len(order)) - np.repeat(first, count)) / np.repeat(count, count)
    parts = order[place < 1 - share], order[place >= 1 - share]
    return [ratings._replace(**taken(ratings, part)) for part in parts]


def taken(ratings, part):
    return {n: getattr(ratings, n)[part] for n in ("users", "movies", "stars", "times")}


def liked_by(ratings):
    """{user: the movies to which they gave LIKED stars or more}"""
    good, liked = ratings.stars >= LIKED, {}
    for user, movie in zip(ratings.users[good], ratings.movies[good], strict=True):
        liked.setdefault(user.item(), set()).add(movie.item())
    return liked


def recall(movies, liked, count=10):
    """What share of what somebody liked is among the first `count` movies?"""
    found = {each["movie"] for each in movies[:count]} & liked
    return len(found) / min(len(liked), count)


def recall_of(recommender, later):
    """The mean recall@10 over the users who liked something later."""
    liked = liked_by(later).items()
    each = [recall(recommender.recommend(user)[1], theirs) for user, theirs in liked]
    return round(float(np.mean(each)), 4)
