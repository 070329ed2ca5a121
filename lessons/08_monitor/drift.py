"""Do the messages of today look like those that the model was tried on?"""

import numpy as np
from scipy.stats import ks_2samp

LAST = 300  # messages that are compared with the usual ones
LIMIT = 0.2  # for a PSI: a custom, to be checked on clean days
EDGES = np.arange(1, 10) / 10  # ten bins from 0 to 1


def psi(usual, now, edges=EDGES):
    """The population stability index of two samples: 0 if they are alike.

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
    """The Kolmogorov-Smirnov test: (largest gap between the curves, p-value)."""
    found = ks_2samp(usual, now)
    return float(found.statistic), float(found.pvalue)


def compare(usual, now, measure=psi):
    """{name: measure} of two {name: values}; {} as long as there are too few."""
    if min(len(values) for values in now.values()) < LAST:
        return {}
    return {name: measure(usual[name], now[name][-LAST:]) for name in usual}
