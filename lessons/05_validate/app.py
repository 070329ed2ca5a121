"""A tumour classifier behind an API. Start it: python -m uvicorn app:app"""

from contextlib import asynccontextmanager

from answers import Diagnoses, Health
from diagnose import diagnose_all
from load_model import PassportError, load_model
from one_shape import problem_api
from schemas import PASSPORT, Batch

FEATURES = PASSPORT["features"]
NOTICE = "Not a medical device: built for teaching, from data of the 1990s."
loaded = {}


@asynccontextmanager
async def lifespan(app):
    names = [known["name"] for known in FEATURES]
    loaded["model"], passport = load_model("cancer", names)
    if passport != PASSPORT:  # trained again since the schema was made
        raise PassportError("The model is another than a moment ago: start once more.")
    yield


app = problem_api(title="Tumour API", description=NOTICE, lifespan=lifespan)


@app.get("/health")
def health() -> Health:
    """Answer as soon as diagnoses can be made, and say by which model."""
    return {"status": "ok", "model": PASSPORT}


@app.post("/diagnose")
def diagnose(batch: Batch) -> Diagnoses:
    """Call each sample benign or malignant, or refer it to a doctor."""
    samples, cost = [one.model_dump() for one in batch.samples], batch.miss_cost
    found = diagnose_all(loaded["model"], FEATURES, samples, cost)
    about = {"miss_cost": cost, "model": PASSPORT, "notice": NOTICE}
    return {"diagnoses": found, **about}
