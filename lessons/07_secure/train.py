"""Train the fraud detector on the simulated town and save it: python train.py"""

from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score

from app.passport import MODELS, PassportError, save_model
from app.schemas import FEATURES
from training.costs import cheapest
from training.features import UNITS, periods


def train():
    """Fit, choose the threshold on later days, judge on the last; (model, facts)."""
    (data, fraud), (later, later_fraud), (last, last_fraud) = periods()
    model = RandomForestClassifier(60, min_samples_leaf=3, random_state=0)
    model.fit(data, fraud)
    scores, last_scores = (model.predict_proba(d)[:, 1] for d in (later, last))
    lows, highs = data.min(axis=0).tolist(), data.max(axis=0).tolist()
    ranges = zip(FEATURES, UNITS, lows, highs, strict=True)
    return model, {
        "version": "1",
        "trained_on": "a simulated town (town.py), days 1 to 36: no real payments",
        "features": [
            {"name": name, "unit": unit, "min": low, "max": high}
            for name, unit, low, high in ranges
        ],
        "classes": ["honest", "fraud"],
        "threshold": cheapest(scores, later_fraud, later[:, 0]),
        "metrics": {
            "average_precision": average_precision_score(last_fraud, last_scores),
            "base_rate": last_fraud.mean().item(),
        },
    }


if __name__ == "__main__":
    model, facts = train()
    try:
        save_model(model, "fraud", **facts)
    except PassportError as error:
        raise SystemExit(str(error)) from None
    metrics = facts["metrics"]
    print(f"average precision {metrics['average_precision']:.2f} on the last days,")
    print(f"where guessing gives {metrics['base_rate']:.2f}")
    print(f"saved {MODELS.name}/fraud.joblib and its passport, fraud.json")
