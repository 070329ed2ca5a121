"""How often strangers are accepted and people refused, at every threshold."""

import numpy as np


def pairs(vectors, whose):
    """Return (distances of pairs of one person, distances of pairs of two people).

    `vectors`: (pictures, numbers), each of length 1; `whose`: a number for each.
    """
    vectors, whose = np.asarray(vectors), np.asarray(whose)
    upper = np.triu_indices(len(vectors), 1)
    likeness = np.clip(vectors @ vectors.T, -1, 1)
    far, same = np.sqrt(2 - 2 * likeness)[upper], whose[upper[0]] == whose[upper[1]]
    return far[same], far[~same]


def rates(same, others, threshold):
    """Return (share of strangers accepted, share of people refused) at a threshold."""
    return float((others <= threshold).mean()), float((same > threshold).mean())


def threshold_for(others, false_accepts):
    """Return the threshold at which that share of pairs of two people is accepted."""
    return float(np.quantile(others, false_accepts))


def accepted_among(enrolled, strangers, threshold):
    """Return the share of strangers who are near enough to anybody enrolled.

    `enrolled`, `strangers`: vectors, one for each picture.
    """
    likeness = np.asarray(strangers) @ np.asarray(enrolled).T
    nearest = np.sqrt(2 - 2 * np.clip(likeness.max(axis=1), -1, 1))
    return float((nearest <= threshold).mean())
