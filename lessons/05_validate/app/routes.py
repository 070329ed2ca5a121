"""The endpoints: what was checked goes to the model, and its answer goes out."""

from fastapi import APIRouter, Request

from app.schemas import PASSPORT, Batch, Diagnoses, Health

NOTICE = "Not a medical device: built for teaching, from data of the 1990s."

# The limit is that of a router, and not of the app: OneShape in errors.py says why.
router = APIRouter(max_body_size=500_000)


@router.head("/health", include_in_schema=False)  # as some watchers ask
@router.get("/health")
def health() -> Health:
    """Answer as soon as diagnoses can be made, and say by which model."""
    return {"status": "ok", "model": PASSPORT}


@router.post("/diagnose")
def diagnose(batch: Batch, request: Request) -> Diagnoses:
    """Call each sample benign or malignant, or refer it to a doctor."""
    samples = [sample.model_dump() for sample in batch.samples]
    found = request.state.model.diagnose(samples, batch.miss_cost)
    about = {"miss_cost": batch.miss_cost, "model": PASSPORT, "notice": NOTICE}
    return {"diagnoses": found, **about}
