"""Train the tumour classifier and save it with its passport: python train.py"""

import sys

from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.model_selection import train_test_split

from app.passport import MODELS, PassportError, save_model
from training.data import UNITS, check_names, load_samples


def train():
    """Fit on 427 samples, score on the other 142; return (model, facts).

    Raises ValueError if a feature has a name that cannot be one of a field.
    """
    check_names(UNITS)
    data, malignant = load_samples()
    train_data, test_data, train_target, test_target = train_test_split(
        data.to_numpy(), malignant, test_size=142, stratify=malignant, random_state=0
    )
    trees = GradientBoostingClassifier(random_state=0)
    model = CalibratedClassifierCV(trees, method="temperature", cv=5)
    model.fit(train_data, train_target)
    lows, highs = train_data.min(axis=0).tolist(), train_data.max(axis=0).tolist()
    features = [
        {"name": name, "unit": unit, "min": low, "max": high}
        for (name, unit), low, high in zip(UNITS.items(), lows, highs, strict=True)
    ]
    return model, {
        "version": "1",
        "trained_on": "breast cancer, bundled with scikit-learn: 427 of 569 samples",
        "features": features,
        "example": data.iloc[21].to_dict(),
        "classes": ["benign", "malignant"],
        "metrics": {"held_out_accuracy": model.score(test_data, test_target)},
    }


def main():
    """Train, save, and say so; end with a sentence where nothing could be saved."""
    try:
        model, facts = train()
        save_model(model, "cancer", **facts)
    except (PassportError, ValueError) as error:
        sys.exit(f"Nothing was saved: {error}")
    print(f"held-out accuracy: {facts['metrics']['held_out_accuracy']:.3f}")
    print(f"saved {MODELS.name}/cancer.joblib and its passport, cancer.json")


if __name__ == "__main__":
    main()
