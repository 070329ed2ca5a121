"""A first try, full of holes on purpose: never for real use."""

from hmac import compare_digest
from typing import Annotated

import joblib
from fastapi import FastAPI, Header, HTTPException

from app.passport import MODELS
from app.schemas import FEATURES

app = FastAPI(debug=True)  # to see what goes wrong
model = joblib.load(MODELS / "fraud.joblib")


@app.get("/health")
def health():
    return {"status": "ok"}


@app.post("/detect-fraud")
def detect_fraud(payments: list[dict], x_api_key: Annotated[str, Header()]):
    if not compare_digest(x_api_key, "open-sesame"):
        raise HTTPException(401, "wrong key")
    rows = [[payment[name] for name in FEATURES] for payment in payments]
    return model.predict_proba(rows)[:, 1].tolist()
