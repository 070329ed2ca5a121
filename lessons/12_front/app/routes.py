"""The endpoints: a picture comes in, the model looks at it, its answer goes out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.exceptions import HTTPException

from app.decoding import FORMATS, MAX_BYTES, PictureError, decode
from app.dependencies import Picture, model_of, place
from app.model import DigitModel
from app.preprocessing import BlankError
from app.schemas import PASSPORT, Answer, Health

# For programs: the same picture as the whole body. A form is described by FastAPI.
BINARY = {"schema": {"type": "string", "format": "binary"}}
RAW_TOO = {
    "requestBody": {
        "content": {f"image/{name.lower()}": BINARY for name in FORMATS},
        "required": True,
    }
}
# A form has a few lines around the file; and no more than one file.
router = APIRouter(max_body_size=MAX_BYTES + 10_000, form_limits={"max_files": 1})


@router.head("/health", include_in_schema=False)  # as some watchers ask
@router.get("/health")
def health() -> Health:
    """Answer as soon as pictures can be looked at, and say by which model."""
    return {"status": "ok", "model": PASSPORT}


# Given back before the answer is sent: nobody can hold a place by reading slowly.
ONE_PLACE = Depends(place, scope="function")


@router.post("/predict-image", dependencies=[ONE_PLACE], openapi_extra=RAW_TOO)
def predict_image(
    data: Picture,
    model: Annotated[DigitModel, Depends(model_of)],
    seen: Annotated[bool, Query(description="also tell what the model saw")] = False,
) -> Answer:
    """Say which handwritten digit is on a picture, or that it is none.

    The picture is the field `file` of a form, or the whole body. Nothing of it is kept.
    """
    try:
        answer = model.predict(decode(data))
    except PictureError as error:
        raise HTTPException(error.status, str(error)) from None
    except BlankError as error:
        raise HTTPException(422, str(error)) from None
    return answer | {"model": PASSPORT} | ({} if seen else {"seen": None})
