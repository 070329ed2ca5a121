"""Who is accepted and who is refused, as tables: python -m training.curves

All of it on drawn faces that the model has not learnt from.
"""

from contextlib import suppress

import numpy as np

from app.embedding import DrawnEmbedder, FaceError
from training.drawn import people
from training.measure import accepted_among, pairs, rates

ENROLLED = (10, 30, 100, 300, 1000)


def embedded(embedder, pictures, whose):
    """Return (vectors, whose), without pictures on which no face is found."""
    vectors, kept = [], []
    for picture, person in zip(pictures, whose, strict=True):
        with suppress(FaceError):
            vectors.append(embedder.embed(picture))
            kept.append(person)
    return np.array(vectors), np.array(kept)


def at_thresholds(embedder):
    """One against one: the same person, or not?"""
    same, others = pairs(*embedded(embedder, *people(100, 5, 21)[:2]))
    print("threshold   strangers accepted   people refused")
    for threshold in sorted([*np.arange(0.3, 0.9, 0.1), embedder.threshold]):
        accepted, refused = rates(same, others, threshold)
        mark = "  <- the model's" if threshold == embedder.threshold else ""
        print(f"{threshold:9.2f}   {accepted:18.2%}   {refused:14.1%}{mark}")


def among_many(embedder):
    """One against many: a stranger at the door, and so many who are enrolled."""
    enrolled = embedded(embedder, *people(max(ENROLLED), 1, 22)[:2])[0]
    strangers = embedded(embedder, *people(500, 1, 23)[:2])[0]
    print("\nenrolled   strangers taken for somebody")
    for count in ENROLLED:
        share = accepted_among(enrolled[:count], strangers, embedder.threshold)
        print(f"{count:8,}   {share:28.1%}")


def of_two_groups(embedder):
    """The same threshold for all, and a group of whom few were learnt from."""
    print("\ngroup   strangers accepted   people refused")
    for group, share in (("long", 0), ("round", 1)):
        same, others = pairs(*embedded(embedder, *people(100, 5, 24, share)[:2]))
        accepted, refused = rates(same, others, embedder.threshold)
        print(f"{group:5}   {accepted:18.2%}   {refused:14.1%}")


def main():
    embedder = DrawnEmbedder()
    at_thresholds(embedder)
    among_many(embedder)
    of_two_groups(embedder)


if __name__ == "__main__":
    main()
