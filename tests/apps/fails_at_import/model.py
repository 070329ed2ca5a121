from pathlib import Path


def load_model():
    try:
        Path(__file__).with_name("iris.joblib").read_bytes()
    except FileNotFoundError as error:
        raise RuntimeError("The model is missing: run train.py") from error
