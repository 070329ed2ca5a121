"""The sentiment of short reviews behind an API: python -m uvicorn app:app"""

from contextlib import asynccontextmanager

from analyser import Analyser
from one_shape import problem_api
from schemas import Answers, Health, Reviews

loaded = {}
# 100 texts of 2,000 characters, each of which JSON may write as \ud83d\ude00.
LIMIT = 100 * 2000 * 12 + 10_000  # bytes


@asynccontextmanager
async def lifespan(app):
    loaded["analyser"] = Analyser()
    yield


app = problem_api(title="Sentiment API", lifespan=lifespan, max_body_size=LIMIT)


@app.get("/health")
def health() -> Health:
    """Answer as soon as texts can be judged, and say by which model."""
    return {"status": "ok", "model": loaded["analyser"].name}


@app.post("/sentiment")
def sentiment(reviews: Reviews) -> Answers:
    """Say of each text whether it is positive, negative, or neither for sure."""
    analyser = loaded["analyser"]
    return {"answers": analyser.analyse(reviews.texts), "model": analyser.name}
