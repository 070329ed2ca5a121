"""The breast cancer data: ten measurements of the cell nuclei in 569 samples."""

import keyword

from pydantic import BaseModel
from sklearn.datasets import load_breast_cancer

# What kind of quantity each is: the data's documentation names no physical unit.
UNITS = {
    "mean_radius": "length",
    "mean_texture": "grey levels",
    "mean_perimeter": "length",
    "mean_area": "length²",
    "mean_smoothness": "ratio",
    "mean_compactness": "ratio",
    "mean_concavity": "ratio",
    "mean_concave_points": "share",
    "mean_symmetry": "ratio",
    "mean_fractal_dimension": "ratio",
}


def load_samples():
    """Return (data, malignant): a table of 569 rows and ten columns, and 569 flags.

    These are the first ten of the thirty features in scikit-learn's copy of the
    Breast Cancer Wisconsin (Diagnostic) data, so that a request fits on a screen.
    """
    cancer = load_breast_cancer(as_frame=True)
    data = cancer.data.iloc[:, :10].set_axis(list(UNITS), axis=1)
    assert list(data.columns.str.replace("_", " ")) == list(cancer.data.columns[:10])
    return data, cancer.target == 0  # in the file, 0 is malignant


def check_names(names):
    """Raise ValueError for a name that no field of a request can have.

    The schema is made from these names, so a bad one would be found only when the
    service starts, or when it refuses its own example.
    """
    for name in names:
        taken = hasattr(BaseModel, name) or keyword.iskeyword(name)
        if taken or name.startswith("_") or not name.isidentifier():
            raise ValueError(f"a feature cannot be called {name!r} here: rename it")
