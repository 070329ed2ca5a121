"""need("iris.joblib", "../lessons/02_save/train.py"): what a notebook starts from."""

import json
import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def need(model, train):
    """Build the model file with the script `train` unless it is there and fits.

    The file lies in the folder that MODEL_DIR names, its passport beside it. It fits
    when it was saved with the library versions installed now.
    """
    file = Path(os.environ["MODEL_DIR"]) / model
    if not fits(file):
        done = subprocess.run([sys.executable, train], capture_output=True, text=True)
        if done.returncode:
            last = (done.stderr.strip() or "it said nothing").splitlines()[-1]
            raise RuntimeError(f"{train} could not build {model}: {last}")
    print(f"models/{model} is ready")


def fits(file):
    try:
        passport = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        now = {library: version(library) for library in passport["libraries"]}
        return file.exists() and passport["libraries"] == now
    except (OSError, ValueError, LookupError, PackageNotFoundError):
        return False
