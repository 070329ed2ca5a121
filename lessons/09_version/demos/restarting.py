"""The service to compare with: it loads its model at the start, and only then."""

from fastapi import FastAPI

from app.model import FEATURES, Recommender
from app.passport import load_model
from app.registry import NAME

MODEL = Recommender(*load_model(NAME, FEATURES))
app = FastAPI(title="Naive recommendations")


@app.get("/health")
def health():
    return {"status": "ok"}


@app.get("/recommendations/{user}")
def recommendations(user: int):
    known, movies = MODEL.recommend(user)
    return {"user": user, "known": known, "movies": movies[:10]}
