"""A spam filter as one writes it at first. It answers, and nobody watches."""

from contextlib import asynccontextmanager

from fastapi import FastAPI

from app.passport import load_model
from app.schemas import Message

loaded = {}


@asynccontextmanager
async def lifespan(app):
    """Load the model before the first request."""
    loaded["model"], _ = load_model("spam", ["text"])
    yield


app = FastAPI(lifespan=lifespan)


@app.get("/health")
def health():
    """Say that all is well, whatever goes on."""
    return {"status": "ok"}


@app.post("/spam")
def spam(message: Message):
    """Judge a message, and print it for everybody who reads the log."""
    score = loaded["model"]["filter"].predict_proba([message.text])[0, 1].item()
    print("judged:", message.text)
    return {"spam": score >= 0.5, "score": score}
