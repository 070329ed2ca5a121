"""The endpoints: what was checked goes to the model, and its answers go out."""

from fastapi import APIRouter, Request

from app.schemas import Answers, Health, Reviews

# 100 texts of 2,000 characters, each of which JSON may write as \ud83d\ude00.
LIMIT = 100 * 2000 * 12 + 10_000  # bytes

# The limit is that of a router, and not of the app: OneShape in errors.py says why.
router = APIRouter(max_body_size=LIMIT)


# `async`, since it waits for nothing: so it needs none of the 40 threads in which the
# texts are judged, and answers also while all of these are busy.
@router.head("/health", include_in_schema=False)  # as some watchers ask
@router.get("/health")
async def health(request: Request) -> Health:
    """Answer as soon as texts can be judged, and say by which model."""
    return {"status": "ok", "model": request.state.model.name}


@router.post("/sentiment")
def sentiment(reviews: Reviews, request: Request) -> Answers:
    """Say of each text whether it is positive, negative, or neither for sure."""
    model = request.state.model
    return {"answers": model.analyse(reviews.texts), "model": model.name}
