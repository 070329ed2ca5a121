"""Do the messages of today look like those that the model was tried on?"""

import numpy as np
from scipy.stats import ks_2samp

LAST = 300  # messages that are compared with the usual ones
# For a PSI: a custom, to be checked on clean days. /metrics tells it, and from there
# the alert rules and the dashboard have it: it stands nowhere else.
LIMIT = 0.2
EDGES = np.arange(1, 10) / 10  # ten bins from 0 to 1


def unknown_share(model, texts):
    """Return for each text the share of its words, 0 to 1, that the model never met.

    `model` is a pipeline that begins with a vectorizer. No word at all counts as 1.
    """
    analyse, known = model[0].build_analyzer(), model[0].vocabulary_
    shares = []
    for text in texts:
        words = analyse(text)
        new = sum(word not in known for word in words)
        shares.append(new / len(words) if words else 1.0)
    return shares


def psi(usual, now, edges=EDGES):
    """Return the population stability index of two samples: 0 if they are alike.

    Of each bin: how much larger its share is now, times the logarithm of how many
    times larger. Half a message more in each bin keeps an empty one from infinity.
    """
    size = len(edges) + 1
    before, after = (
        np.bincount(np.digitize(sample, edges), minlength=size) + 0.5
        for sample in (usual, now)
    )
    before, after = before / before.sum(), after / after.sum()
    return float(((after - before) * np.log(after / before)).sum())


def ks(usual, now):
    """Return (largest gap between the curves, p-value), after Kolmogorov-Smirnov."""
    found = ks_2samp(usual, now)
    return float(found.statistic), float(found.pvalue)


def compare(usual, now, measure=psi):
    """Return {name: measure} of two {name: values}; {} as long as there are too few."""
    if min(len(values) for values in now.values()) < LAST:
        return {}
    return {name: measure(usual[name], now[name][-LAST:]) for name in usual}
