"""A sentiment service, as it was handed over. Its tests, mocked_suite.py, are green."""

from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from pydantic import BaseModel

from app.passport import load_model

LABELS = ["positive", "negative"]


class Reviews(BaseModel):
    texts: list[str]


@asynccontextmanager
async def lifespan(app):
    model, _ = load_model("sentiment", ["text"])
    yield {"model": model}


def sentiment(reviews: Reviews, request: Request):
    texts = list(dict.fromkeys(reviews.texts))  # no need to ask twice
    answers = []
    for row in request.state.model.predict_proba(texts):
        best = row.argmax()
        confidence = round(row[best].item(), 4)
        answers.append({"sentiment": LABELS[best], "confidence": confidence})
    return {"answers": answers, "model": {"name": "sentiment", "version": "1"}}


def create_app():
    app = FastAPI(title="Sentiment API", lifespan=lifespan)
    app.post("/sentiment")(sentiment)
    return app


app = create_app()
