"""Load a model, but only after its passport has been checked."""

import hashlib
import io
import json
import os
from importlib.metadata import version
from pathlib import Path

import joblib

MODELS = Path(os.environ.get("MODEL_DIR") or Path(__file__).parent / "models")


class PassportError(Exception):
    """The model may not be loaded; the message says why and what to do."""


def load_model(name, features):
    """Return (model, passport); `features` are the names you will send, in order.

    Raises PassportError, before anything is unpickled, when something is off.
    """
    file = MODELS / f"{name}.joblib"
    try:
        data = file.read_bytes()
        passport = json.loads(file.with_suffix(".json").read_bytes())
        if hashlib.sha256(data).hexdigest() != passport["sha256"]:
            raise ValueError("the file is not the one that was saved (SHA-256)")
        for library, saved in passport["libraries"].items():
            if version(library) != saved:
                raise ValueError(f"{library} was {saved}, now it is {version(library)}")
        if (names := [f["name"] for f in passport["features"]]) != features:
            raise ValueError(f"it expects {', '.join(names)}, in this order")
    except (OSError, LookupError, TypeError, ValueError) as error:
        why = getattr(error, "strerror", None) or error  # without the path again
        text = f"{file.as_posix()} is not loaded: {why}. To build it: python train.py"
        raise PassportError(text) from None
    return joblib.load(io.BytesIO(data)), passport
