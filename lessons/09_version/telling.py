"""Answers, which all say who gave them."""

OWN = "your ratings"
NEW = "popular: this user is new here"


def tell(user, page, label, asked):
    """One page of a version's answer to a user, as schemas.Recommendations."""
    known, movies = asked.recommend(user)
    movies, following = page.cut(movies, asked.version)
    return {
        "user": user,
        "reason": OWN if known else NEW,
        "movies": movies,
        "next": following or None,
        "model": name_of(asked, label),
    }


def name_of(asked, label):
    return {"name": "recommender", "version": asked.version, "label": label}


def headers(user, page, label, asked):
    """The same in short, and how the answer may be kept."""
    return {
        "X-Model-Version": asked.version,
        "X-Model-Label": label,
        "ETag": page.tag(asked.passport["sha256"], asked.version, label, user),
        "Cache-Control": "private, no-cache",  # keep it, but ask if it still holds
    }


def knows(if_none_match, tag):
    """Does the caller have this answer already, as If-None-Match says?"""
    names = [each.strip().removeprefix("W/") for each in if_none_match.split(",")]
    return tag in names or names == ["*"]
