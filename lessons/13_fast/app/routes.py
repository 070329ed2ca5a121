"""The endpoints: what was checked goes to the model, and its answer goes out."""

import asyncio
import io
from typing import Annotated

import numpy as np
from fastapi import APIRouter, Depends, HTTPException, Request, Response

from app.dependencies import BODY, NPY, sent_rows
from app.schemas import PASSPORT, Health, Prediction, Predictions, Row

BUSY = "Too many rows wait for an answer: come back in a second."
FILE = {"content": {NPY: {"schema": {"type": "string", "format": "binary"}}}}

# The limit is that of a router, and not of the app: OneShape in errors.py says why.
router = APIRouter(max_body_size=50_000)
many = APIRouter(max_body_size=16_000_000)


@router.head("/health", include_in_schema=False)  # as some watchers ask
@router.get("/health")
def health(request: Request) -> Health:
    """Answer as soon as predictions can be made, and say by which model."""
    engine = request.state.model.form.name
    return {"status": "ok", "model": PASSPORT, "engine": engine}


@router.post("/predict")
async def predict(row: Row, request: Request) -> Prediction:
    """Name the class of a row."""
    try:
        name, confidence = await request.state.model.ask(row.data)
    except asyncio.QueueFull:
        raise HTTPException(503, BUSY, {"Retry-After": "1"}) from None
    return {"prediction": name, "confidence": confidence, "model": PASSPORT}


@many.post("/predict-many", openapi_extra={"requestBody": BODY}, responses={200: FILE})
async def predict_many(
    rows: Annotated[np.ndarray, Depends(sent_rows)], request: Request
) -> Predictions:
    """Name the class of each row.

    Who asks for application/x-npy (Accept) gets the numbers of the classes as a .npy
    file, and their names in the header Classes.
    """
    numbers = await request.state.model.ask_many(rows)
    classes = PASSPORT["classes"]
    if NPY in request.headers.get("accept", ""):
        file = io.BytesIO()
        np.save(file, numbers)
        names = {"Classes": ", ".join(classes)}
        return Response(file.getvalue(), media_type=NPY, headers=names)
    names = Predictions(
        predictions=[classes[number] for number in numbers.tolist()], model=PASSPORT
    )
    return Response(names.model_dump_json(), media_type="application/json")
