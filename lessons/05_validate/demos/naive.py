"""A tumour service as one writes it first: bare lists in, whatever there is out.

    python -m uvicorn demos.naive:app

It takes the measurements in the order of the model, and has no other way to know which
number is which.
"""

from contextlib import asynccontextmanager

from fastapi import FastAPI
from pydantic import BaseModel

from app.passport import load_model
from training.data import UNITS

loaded = {}


class Samples(BaseModel):
    data: list[list[float]]
    miss_cost: float = 50


@asynccontextmanager
async def lifespan(app):
    loaded["model"], _ = load_model("cancer", list(UNITS))
    yield


app = FastAPI(lifespan=lifespan)


@app.post("/diagnose")
def diagnose(samples: Samples):
    chances = loaded["model"].predict_proba(samples.data)[:, 1]
    refer = chances > 1 / samples.miss_cost
    return {"malignant": chances.tolist(), "refer": refer.tolist()}
