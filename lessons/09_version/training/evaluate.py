"""How good is a recommender? Ask it with the past, and look at what came next."""

import hashlib

import numpy as np

LIKED = 4  # stars and more


def split(ratings, share=0.2):
    """Return (earlier, later): the last `share` of each user's ratings is held out."""
    order = np.lexsort((ratings.times, ratings.users))
    users = ratings.users[order]
    _, first, count = np.unique(users, return_index=True, return_counts=True)
    place = (np.arange(len(order)) - np.repeat(first, count)) / np.repeat(count, count)
    parts = order[place < 1 - share], order[place >= 1 - share]
    return [taken(ratings, part) for part in parts]


def taken(ratings, part):
    """Return only the ratings at these places."""
    names = ("users", "movies", "stars", "times")
    return ratings._replace(**{name: getattr(ratings, name)[part] for name in names})


def fingerprint(later):
    """Return what tells these ratings from others: two scores compare only on one."""
    columns = later.users, later.movies, later.stars
    return hashlib.sha256(b"".join(each.tobytes() for each in columns)).hexdigest()


def liked_by(ratings):
    """Return {user: the movies to which they gave LIKED stars or more}."""
    good, liked = ratings.stars >= LIKED, {}
    for user, movie in zip(ratings.users[good], ratings.movies[good], strict=True):
        liked.setdefault(user.item(), set()).add(movie.item())
    return liked


def recall(movies, liked, count=10):
    """Return the share of what somebody liked among the first `count` movies."""
    found = {each["movie"] for each in movies[:count]} & liked
    return len(found) / min(len(liked), count)


def recall_of(recommender, later):
    """Return the mean recall@10 over the users who liked something later."""
    return mean(
        recall(recommender.recommend(user, as_judged=True)[1], theirs)
        for user, theirs in liked_by(later).items()
    )


def recall_of_popular(recommender, later):
    """Return the same for what most people like: a recommender has to beat that."""
    _, movies = recommender.recommend(0)  # nobody has this number
    return mean(recall(movies, theirs) for theirs in liked_by(later).values())


def mean(numbers):
    return round(float(np.mean([*numbers])), 4)
