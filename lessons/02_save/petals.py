"""A transformer of our own, in a file that every program can import."""

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin


class PetalArea(TransformerMixin, BaseEstimator):
    """Append length times width of the petals, in square centimetres, to each row."""

    def fit(self, data, target=None):
        return self

    def transform(self, data):
        return np.column_stack([data, data[:, 2] * data[:, 3]])
