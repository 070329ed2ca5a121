"""What goes wrong without it: the digits behind an endpoint in twenty lines.

    python -m uvicorn demos.naive:app

It trains on the 8 by 8 numbers as they come, and makes 8 by 8 of whatever is sent.
"""

import io

import numpy as np
from fastapi import FastAPI, UploadFile
from PIL import Image
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

digits = load_digits()
train_data, test_data, train_target, test_target = train_test_split(
    digits.data, digits.target, test_size=0.25, stratify=digits.target, random_state=0
)
model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
model.fit(train_data, train_target)

app = FastAPI()


def squeezed(data):
    """Return 64 numbers from 0 to 16, as the training data has them. Or so it seems."""
    picture = Image.open(io.BytesIO(data)).convert("L").resize((8, 8))
    return np.asarray(picture).ravel() / 255 * 16


@app.get("/health")
def health():
    return {"status": "ok", "accuracy": model.score(test_data, test_target)}


@app.post("/predict-image")
def predict_image(file: UploadFile):
    chances = model.predict_proba([squeezed(file.file.read())])[0]
    return {"prediction": str(chances.argmax()), "confidence": float(chances.max())}
