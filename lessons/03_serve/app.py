"""The iris model behind an API. Start it: python -m uvicorn app:app"""

from contextlib import asynccontextmanager

from errors import refuse
from fastapi.exceptions import RequestValidationError
from fastapi_offline import FastAPIOffline
from passport import load_model
from schemas import Flower, Health, Prediction

FEATURES = ["sepal length", "sepal width", "petal length", "petal width"]
loaded = {}


@asynccontextmanager
async def lifespan(app):
    loaded["model"], loaded["passport"] = load_model("iris", FEATURES)
    yield


app = FastAPIOffline(
    title="Iris API",
    lifespan=lifespan,
    redirect_slashes=False,  # /predict/ is another address, and is not there
    max_body_size=10_000,  # bytes; a flower needs a hundred
)
app.add_exception_handler(RequestValidationError, refuse)


@app.head("/health", include_in_schema=False)  # as some watchers ask
@app.get("/health")
def health() -> Health:
    """Answer as soon as predictions can be made, and say by which model."""
    return {"status": "ok", "model": loaded["passport"]}


@app.post("/predict")
def predict(flower: Flower) -> Prediction:
    """Name the species of an iris flower from its four measurements."""
    model, passport = loaded["model"], loaded["passport"]
    probabilities = model.predict_proba([flower.data])[0]
    best = probabilities.argmax()
    species = passport["classes"][best]
    confidence = round(probabilities[best].item(), 4)  # more digits mean nothing
    return {"prediction": species, "confidence": confidence, "model": passport}
