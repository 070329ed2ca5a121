"""The breast cancer data: ten measurements of the cell nuclei in 569 samples."""

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
