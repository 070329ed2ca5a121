"""Many rows as they were sent: JSON, or NumPy's own format (.npy)."""

import io
from itertools import chain

import numpy as np
from fastapi import HTTPException, Request
from fastapi.exceptions import RequestValidationError
from numpy.lib import format as npy
from pydantic import ValidationError

from app.schemas import HIGHEST, MOST, WIDTH, Rows

NPY = "application/x-npy"
SENT = "The rows are sent as application/json or as application/x-npy."
NO_NPY = f"This is no .npy file of 1 to {MOST:,} rows of {WIDTH} floats (<f4 or <f8)."
NO_VALUES = f"Each value is a finite number from 0 to {HIGHEST:g}."
# FastAPI describes what it parses; this body is parsed here.
BODY = {
    "required": True,
    "content": {
        "application/json": {"schema": Rows.model_json_schema()},
        NPY: {"schema": {"type": "string", "format": "binary"}},
    },
}


async def sent_rows(request: Request):
    """Return the rows of a request, an array of rows by features."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/json", NPY):
        raise HTTPException(415, SENT)
    body = await request.body()
    # Not in a thread: to parse is C code that holds Python's lock all the while.
    return from_npy(body) if kind == NPY else from_json(body)


def from_json(body):
    """Return an array, in one pass from bytes to checked numbers; or a 422."""
    try:
        rows = Rows.__pydantic_validator__.validate_json(body).data
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        places = [one | {"loc": ("body", *one["loc"])} for one in found]
        raise RequestValidationError(places) from None
    # Half of the time that np.array takes, which looks first how deep the lists are.
    values = np.fromiter(chain.from_iterable(rows), float, len(rows) * WIDTH)
    return values.reshape(-1, WIDTH)


def from_npy(body):
    """Return an array over the sent bytes, uncopied and unpickled; or a 422."""
    try:
        table = whole_array(body)
    except Exception:  # the reader of its header raises errors of many kinds
        raise HTTPException(422, NO_NPY) from None
    # Written so that NaN, of which every comparison is false, is refused, too.
    if not (table.min() >= 0 and table.max() <= HIGHEST):
        raise HTTPException(422, NO_VALUES)
    return table


def whole_array(body):
    """Read the header first: it may speak of more numbers than there are."""
    file = io.BytesIO(body)
    headers = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}
    if (version := npy.read_magic(file)) not in headers:
        raise ValueError
    (rows, width), fortran, kind = headers[version](file)
    if kind.str not in ("<f4", "<f8") or width != WIDTH or not 1 <= rows <= MOST:
        raise ValueError
    values = np.frombuffer(body, kind, offset=file.tell())
    return values.reshape((rows, width), order="F" if fortran else "C")
