"""What endpoints are given: what the lifespan has made, and the pictures of a form."""

import asyncio
import io
from typing import Annotated

from fastapi import Depends, File, HTTPException, Request, UploadFile
from starlette.formparsers import MultiPartParser

from app.decoding import MAX_BYTES, PictureError, decode
from app.embedding import FaceError
from app.model import Recogniser
from app.store import Store

MOST = 5  # pictures of a person
# What is larger than this would be written to a temporary file.
MultiPartParser.spool_max_size = MOST * MAX_BYTES + 1


def the_store(request: Request):
    return request.state.store


def the_recogniser(request: Request):
    return request.state.recogniser


async def a_place(request: Request):
    """Hold one of the places for looking at pictures; 503 if none gets free in 2 s."""
    places: asyncio.Semaphore = request.state.places
    try:
        async with asyncio.timeout(2):
            await places.acquire()
    except TimeoutError:
        text = "Too many pictures at the moment: come back in a second."
        raise HTTPException(503, text, {"Retry-After": "1"}) from None
    try:
        yield
    finally:
        places.release()


def seen(data, recogniser, label=""):
    """Return (picture, vector) of a file's bytes; a refusal begins with `label`."""
    try:
        picture = decode(data)
        return picture, recogniser.embedder.embed(picture)
    except (PictureError, FaceError) as error:
        raise HTTPException(error.status, f"{label}{error}") from None


def as_png(picture):
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


async def one_picture(file: Annotated[UploadFile, File()]) -> bytes:
    """The bytes of the one picture in a form, its field `file`."""
    return await file.read()


# So that /docs sends a list of files as files; without `format` it sends them as texts.
FILES = {"items": {"type": "string", "format": "binary"}}
Files = File(min_length=1, max_length=MOST, json_schema_extra=FILES)


async def some_pictures(files: Annotated[list[UploadFile], Files]) -> list[bytes]:
    """The bytes of up to five pictures in a form, its fields `files`."""
    return [await each.read() for each in files]


TheStore = Annotated[Store, Depends(the_store)]
TheRecogniser = Annotated[Recogniser, Depends(the_recogniser)]
Picture = Annotated[bytes, Depends(one_picture)]
Pictures = Annotated[list[bytes], Depends(some_pictures)]
A_PLACE = Depends(a_place, scope="function")
