"""A fitted model in the form in which it is served: numbers, or an ONNX file."""

import hashlib
import os

import numpy as np
from skl2onnx import to_onnx


class NoOnnx(ValueError):
    """An estimator that does not convert; the message says which."""


def linear(pipeline):
    """Return {"weights": rows of numbers, one for each class, "offsets": numbers}.

    `pipeline` is a StandardScaler and a LogisticRegression. (x - mean) / scale, times
    weights, is x times other weights, plus other offsets, so one step is left of two.
    The classes' scores go through softmax; two classes get one row of zeros.
    """
    scaler, model = pipeline[0], pipeline[-1]
    weights, offsets = model.coef_, model.intercept_
    if len(weights) == 1:
        weights = np.vstack([np.zeros_like(weights), weights])
        offsets = np.array([0.0, offsets[0]])
    weights = weights / scaler.scale_
    offsets = offsets - weights @ scaler.mean_
    return {"weights": weights.tolist(), "offsets": offsets.tolist()}


def save_onnx(model, name, folder, width):
    """Write NAME-HASH.onnx; return {"file": its name, "sha256": of its bytes}.

    The content's hash is in the file's name, so that whatever interrupts a training,
    the file that the old passport names is still there. `width`: number of features.
    Raises NoOnnx where there is no way to convert the model, and OSError.
    """
    sample = np.zeros((1, width), np.float32)
    try:
        made = to_onnx(model, sample, options={"zipmap": False})
    except Exception as error:  # of many kinds, some with the whole model in their text
        kind = type(model).__name__
        raise NoOnnx(
            f"{kind} does not convert to ONNX ({type(error).__name__})"
        ) from None
    data = made.SerializeToString()
    digest = hashlib.sha256(data).hexdigest()
    file = folder / f"{name}-{digest[:12]}.onnx"
    new = file.with_suffix(".new")
    new.write_bytes(data)
    os.replace(new, file)
    return {"file": file.name, "sha256": digest}


def sweep(name, folder, keep):
    """Remove the ONNX files of earlier trainings."""
    for file in folder.glob(f"{name}-*.onnx"):
        if file.name != keep:
            file.unlink(missing_ok=True)
