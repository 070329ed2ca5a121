"""Save a model as NAME.joblib, with its passport NAME.json beside it."""

import hashlib
import json
import platform
from datetime import UTC, datetime
from importlib.metadata import version

import joblib
from load_model import MODELS


def save_model(model, name, **facts):
    """Write both files and return the passport, a dictionary.

    `facts` go into the passport as they are: version, features, classes, metrics.
    The passport is written last: a save that breaks off is noticed when loading.
    """
    MODELS.mkdir(parents=True, exist_ok=True)
    file = MODELS / f"{name}.joblib"
    joblib.dump(model, file)
    passport = {
        "name": name,
        **facts,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "libraries": {lib: version(lib) for lib in ("scikit-learn", "numpy", "joblib")},
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
    }
    text = json.dumps(passport, indent=2, ensure_ascii=False)
    file.with_suffix(".json").write_text(text, encoding="utf-8")
    return passport
