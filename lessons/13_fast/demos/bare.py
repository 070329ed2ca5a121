"""uvicorn alone, with the bytes that the service answers to the passport's example."""

from app.model import QuickModel
from app.schemas import PASSPORT, ModelName, Prediction

NAME, CONFIDENCE = QuickModel(PASSPORT).row(PASSPORT["example"])
ANSWER = Prediction(
    prediction=NAME, confidence=CONFIDENCE, model=ModelName(**PASSPORT)
).model_dump_json()
HEADERS = [
    (b"content-length", b"%d" % len(ANSWER)),
    (b"content-type", b"application/json"),
]
START = {"type": "http.response.start", "status": 200, "headers": HEADERS}
BODY = {"type": "http.response.body", "body": ANSWER.encode()}


async def app(scope, receive, send):
    """Answer everybody with the same."""
    if scope["type"] == "http":
        await receive()
        await send(START)
        await send(BODY)
