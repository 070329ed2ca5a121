"""The iris API, for one flower and for many: python -m uvicorn app:app"""

from contextlib import asynccontextmanager

from errors import refuse
from fastapi.exceptions import RequestValidationError
from fastapi_offline import FastAPIOffline
from predictor import Predictor
from schemas import Flower, Flowers, Health, Prediction

loaded = {}


@asynccontextmanager
async def lifespan(app):
    loaded["iris"] = Predictor()
    yield


app = FastAPIOffline(
    title="Iris API",
    lifespan=lifespan,
    redirect_slashes=False,  # /predict/ is another address, and is not there
    max_body_size=200_000,  # bytes; a thousand flowers need half of it at most
)
app.add_exception_handler(RequestValidationError, refuse)


@app.head("/health", include_in_schema=False)  # as some watchers ask
@app.get("/health")
def health() -> Health:
    """Answer as soon as predictions can be made, and say by which model."""
    return {"status": "ok", "model": loaded["iris"].name}


@app.post("/predict")
def predict(flower: Flower) -> Prediction:
    """Name the species of an iris flower from its four measurements."""
    return loaded["iris"].predict([flower.data])[0]


@app.post("/predict-many")
def predict_many(flowers: Flowers) -> list[Prediction]:
    """Name the species of 1 to 1,000 flowers, in the order in which they came."""
    return loaded["iris"].predict(flowers.data)
