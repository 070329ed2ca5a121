"""Train the iris classifier and save it with its passport: python train.py"""

import sys

from passport import MODELS, PassportError, save_model
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def train():
    """Fit on 120 flowers, score on the other 30; return (model, facts)."""
    iris = load_iris()
    train_data, test_data, train_target, test_target = train_test_split(
        iris.data, iris.target, test_size=30, stratify=iris.target, random_state=0
    )
    model = make_pipeline(StandardScaler(), LogisticRegression())
    model.fit(train_data, train_target)
    lows, highs = train_data.min(axis=0).tolist(), train_data.max(axis=0).tolist()
    facts = {
        "version": "1",
        "trained_on": "iris, bundled with scikit-learn: 120 of its 150 flowers",
        "features": [
            {"name": name.removesuffix(" (cm)"), "unit": "cm", "min": low, "max": high}
            for name, low, high in zip(iris.feature_names, lows, highs, strict=True)
        ],
        "classes": iris.target_names.tolist(),
        "metrics": {"held_out_accuracy": model.score(test_data, test_target)},
    }
    return model, facts


if __name__ == "__main__":
    model, facts = train()
    accuracy = facts["metrics"]["held_out_accuracy"]
    print(f"accuracy on 30 held-out flowers: {accuracy:.2f}")
    try:
        save_model(model, "iris", **facts)
    except PassportError as error:
        sys.exit(str(error))
    print(f"saved {MODELS.name}/iris.joblib and its passport, iris.json")
