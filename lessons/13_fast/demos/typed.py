"""Typed and synchronous, as in lesson 03: the passport checked, the answer a schema."""

import gc
import os

from fastapi import FastAPI

from app.passport import load_model
from app.schemas import FEATURES, PASSPORT, Prediction, Row

model, _ = load_model(PASSPORT["name"], [feature["name"] for feature in FEATURES])
app = FastAPI()
if os.environ.get("FREEZE") == "1":
    gc.collect()
    gc.freeze()


@app.post("/predict")
def predict(row: Row) -> Prediction:
    found = model.predict_proba([row.data])[0]
    name = PASSPORT["classes"][found.argmax()]
    about = {"confidence": round(found.max().item(), 4), "model": PASSPORT}
    return {"prediction": name, **about}
