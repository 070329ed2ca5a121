"""The article's server, with the least change that makes it work."""

import os
from typing import Annotated

import joblib
from fastapi import Body, FastAPI

from app.passport import MODELS

model = joblib.load(MODELS / f"{os.environ.get('MODEL', 'iris_linear')}.joblib")
app = FastAPI()


@app.post("/predict")
def predict(data: Annotated[list[float], Body(embed=True)]):
    prediction = model.predict([data])
    return {"prediction": int(prediction[0])}


@app.post("/predict-many")
def predict_many(data: Annotated[list[list[float]], Body(embed=True)]):
    prediction = model.predict(data)
    return {"predictions": [int(one) for one in prediction]}
