"""Train the digit classifier and save it with its passport: python train.py

With MNIST, if you have it: python train.py --data train-images-idx3-ubyte.gz
"""

import argparse
import sys

import numpy as np
from sklearn.calibration import CalibratedClassifierCV
from sklearn.model_selection import train_test_split
from sklearn.neighbors import NearestNeighbors
from sklearn.svm import SVC

from app.model import NAMES
from app.passport import MODELS, PassportError, save_model
from app.preprocessing import BlankError
from training.data import SOURCE, bundled, rows_of
from training.mnist import DataError, read_digits

# Of true digits, so many may be called unknown. The curve behind this number:
# python -m training.curves
REFUSED = 0.04


def train(pictures, names, source):
    """Fit on three quarters, score on the rest; return (parts, facts).

    Raises ValueError when there are too few pictures of a digit.
    """
    rows, names = rows_of(pictures), np.array(names)
    data, test_data, target, test_target = train_test_split(
        rows, names, test_size=0.25, stratify=names, random_state=0
    )
    vectors = SVC(gamma=0.0005, C=10)
    classifier = CalibratedClassifierCV(vectors, method="temperature", ensemble=False)
    classifier.fit(data, target)
    neighbours = NearestNeighbors(n_neighbors=3).fit(data)
    # Each training digit is measured against the others, and not against itself.
    distances = neighbours.kneighbors()[0].mean(axis=1)
    far = neighbours.kneighbors(test_data)[0].mean(axis=1)
    limit = float(np.quantile(distances, 1 - REFUSED))
    features = [{"name": name, "unit": "cells", "min": 0, "max": 16} for name in NAMES]
    metrics = {
        "held_out_accuracy": classifier.score(test_data, test_target),
        "held_out_called_unknown": float((far > limit).mean()),
    }
    return {"classifier": classifier, "neighbours": neighbours}, {
        "version": "1",
        "trained_on": f"{source}: {len(data):,} of {len(rows):,}",
        "features": features,
        "classes": classifier.classes_.tolist(),
        "limit": limit,
        "metrics": metrics,
    }


def main():
    """Train, save, and say so; end with a sentence where nothing could be saved."""
    parser = argparse.ArgumentParser(description="Train the digit classifier.")
    parser.add_argument("--data", help="MNIST: IDX files, gzipped or not, or the CSV")
    asked = parser.parse_args()
    try:
        if asked.data:
            parts, facts = train(*read_digits(asked.data), "MNIST")
        else:
            parts, facts = train(*bundled(), SOURCE)
        save_model(parts, "digits", **facts)
    except (PassportError, DataError, BlankError, ValueError) as error:
        sys.exit(f"Nothing was saved: {error}")
    print(f"held-out accuracy: {facts['metrics']['held_out_accuracy']:.3f}")
    print(f"saved {MODELS.name}/digits.joblib and its passport, digits.json")


if __name__ == "__main__":
    main()
