"""What the endpoints are given: the picture that was sent, and a turn to look at it."""

import asyncio
from typing import Annotated

from fastapi import Depends, File, Request, UploadFile
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartParser

from app.decoding import FORMATS, MAX_BYTES

# Pictures that are unpacked at the same time: the largest takes 260 MB of memory.
AT_ONCE = 2
PATIENCE = 2.0  # seconds that a picture waits for its turn
RAW = [f"image/{name.lower()}" for name in FORMATS] + ["application/octet-stream"]
NEITHER = "Send a form (multipart/form-data) with a field file, or a body as image/png."
# What is larger than this would be written to a temporary file, and a photograph holds
# the place where it was taken. So uploads stay in memory.
MultiPartParser.spool_max_size = MAX_BYTES + 1


async def sent_picture(
    request: Request, file: Annotated[UploadFile | None, File()] = None
) -> bytes:
    """Return the bytes of the picture: a form's field `file`, or the whole body.

    The file's name is not read, and neither is the type that it says it has.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        if file is None:
            missing = {"type": "missing", "loc": ("body", "file")}
            raise RequestValidationError([missing])
        return await file.read()
    if kind in RAW:
        return await request.body()
    raise HTTPException(415, NEITHER)


def model_of(request: Request):
    return request.state.model


async def place(request: Request):
    """Hold one of the AT_ONCE places while the model looks; 503 if none gets free."""
    places: asyncio.Semaphore = request.state.places
    try:
        async with asyncio.timeout(PATIENCE):
            await places.acquire()
    except TimeoutError:
        text = "Too many pictures at the moment: come back in a second."
        raise HTTPException(503, text, {"Retry-After": "1"}) from None
    try:
        yield
    finally:
        places.release()


Picture = Annotated[bytes, Depends(sent_picture)]
