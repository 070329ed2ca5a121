"""Read a model's passport, which says what goes into the model, before loading it."""

import json

from load_model import MODELS, PassportError


def read_passport(name):
    """Return the passport as a dictionary; PassportError where there is none."""
    file = MODELS / f"{name}.json"
    try:
        return json.loads(file.read_bytes())
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it is not JSON"
        text = f"{file.as_posix()}: {why}. To build it: python train.py"
        raise PassportError(text) from None
