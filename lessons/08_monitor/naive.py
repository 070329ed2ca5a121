"""A spam filter as one writes it after lesson 04. It answers, and nobody watches."""

from contextlib import asynccontextmanager

from fastapi import FastAPI
from load_model import load_model
from schemas import Message

loaded = {}


@asynccontextmanager
async def lifespan(app):
    loaded["model"], _ = load_model("spam", ["text"])
    yield


app = FastAPI(lifespan=lifespan)


@app.get("/health")
def health():
    return {"status": "ok"}


@app.post("/spam")
def spam(message: Message):
    score = loaded["model"]["filter"].predict_proba([message.text])[0, 1].item()
    print("judged:", message.text)
    return {"spam": score >= 0.5, "score": score}
