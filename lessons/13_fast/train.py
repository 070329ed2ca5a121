"""Train two models and save each with its passport: python train.py

iris_linear is a pipeline of scaling and logistic regression, digits_forest a forest of
100 trees. Each is saved as joblib's file, and in the form in which it is served: the
numbers of a linear model in its passport, the forest as ONNX beside it.
"""

import sys

from sklearn.datasets import load_digits, load_iris
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from app.passport import MODELS, PassportError, save_model
from training.export import NoOnnx, linear, save_onnx, sweep

CELLS = [f"row{row}_column{column}" for row in range(8) for column in range(8)]
CENTIMETRES = ["sepal_length", "sepal_width", "petal_length", "petal_width"]


def held_out(model, loaded):
    """Fit on three quarters; return (model, these rows, accuracy on the rest)."""
    data, test_data, target, test_target = train_test_split(
        loaded.data, loaded.target, stratify=loaded.target, random_state=0
    )
    model.fit(data, target)
    return model, data, model.score(test_data, test_target)


def train_iris():
    """Return (name, pipeline, facts)."""
    model = make_pipeline(StandardScaler(), LogisticRegression())
    model, data, score = held_out(model, load_iris())
    features = [
        {"name": name, "unit": "cm", "min": low, "max": high}
        for name, low, high in zip(
            CENTIMETRES, data.min(axis=0), data.max(axis=0), strict=True
        )
    ]
    return (
        "iris_linear",
        model,
        {
            "version": "1",
            "trained_on": "iris, bundled with scikit-learn: 112 of 150 flowers",
            "features": features,
            "example": [5.1, 3.5, 1.4, 0.2],
            "classes": load_iris().target_names.tolist(),
            "metrics": {"held_out_accuracy": score},
            "linear": linear(model),
        },
    )


def train_digits():
    """Return (name, forest, facts)."""
    loaded = load_digits()
    model = RandomForestClassifier(n_estimators=100, random_state=0)
    model, _, score = held_out(model, loaded)
    return (
        "digits_forest",
        model,
        {
            "version": "1",
            "trained_on": "digits, bundled with scikit-learn: 1,347 of 1,797 pictures",
            "features": [
                {"name": name, "unit": "ink", "min": 0, "max": 16} for name in CELLS
            ],
            "example": loaded.data[0].tolist(),
            "classes": [str(name) for name in loaded.target_names],
            "metrics": {"held_out_accuracy": score},
        },
    )


def save(name, model, facts):
    """Save a model in all of its forms; raises PassportError or OSError."""
    MODELS.mkdir(parents=True, exist_ok=True)
    try:
        facts["onnx"] = save_onnx(model, name, MODELS, len(facts["features"]))
    except NoOnnx as error:  # scikit-learn serves it then
        print(f"{name}: {error}")
    save_model(model, name, **facts)
    sweep(name, MODELS, keep=facts.get("onnx", {}).get("file"))


def main():
    """Train, save, and say so; end with a sentence where nothing could be saved."""
    for name, model, facts in (train_iris(), train_digits()):
        try:
            save(name, model, facts)
        except (PassportError, OSError) as error:
            sys.exit(f"Nothing was saved: {error}")
        score = facts["metrics"]["held_out_accuracy"]
        print(f"held-out accuracy: {score:.3f}")
        print(f"saved {MODELS.name}/{name}.joblib with its passport, {name}.json")


if __name__ == "__main__":
    main()
