"""The Olivetti faces, if you have them: 40 people, ten photographs of each, 64 by 64.

As scikit-learn's fetch_olivetti_faces stores them (olivetti_py3.pkz), or as they are
published (olivettifaces.mat).
"""

import io
import zlib
from pathlib import Path

import numpy as np
from joblib.numpy_pickle import NumpyUnpickler
from PIL import Image
from scipy.io import loadmat

EACH, SIDE = 10, 64
WANTED = (
    "Give olivetti_py3.pkz, as scikit-learn stores it, or olivettifaces.mat: "
    "400 faces of 64 by 64."
)
# What an array in a joblib file is made of. A file that asks for anything else, such as
# os.system, does not get it.
HARMLESS = {
    ("joblib.numpy_pickle", "NumpyArrayWrapper"),
    ("numpy", "ndarray"),
    ("numpy", "dtype"),
}


class DataError(ValueError):
    """The file is none that we can read; the message says why, and what is wanted."""


class ArrayOnly(NumpyUnpickler):
    """Reads a joblib file that holds an array, and nothing that runs."""

    def find_class(self, module, name):
        if (module, name) not in HARMLESS:
            raise DataError("there is more in it than an array")
        return super().find_class(module, name)


def read_faces(path):
    """Return (pictures, whose) of a file; raises DataError."""
    path = Path(path)
    try:
        data = path.read_bytes()
        rows = from_joblib(data) if data[:1] == b"\x78" else from_matlab(data)
    except OSError as error:
        raise DataError(f"{path.name}: {error.strerror or error}. {WANTED}") from None
    except DataError as error:
        raise DataError(f"{path.name}: {error}. {WANTED}") from None
    if rows.ndim != 2 or rows.shape[1] != SIDE**2 or len(rows) % EACH or not len(rows):
        raise DataError(f"{path.name}: an array of {rows.shape}. {WANTED}")
    if rows.dtype.kind not in "uif" or not np.array_equal(rows, rows.clip(0, 255)):
        raise DataError(f"{path.name}: there are other values than 0 to 255. {WANTED}")
    # Column by column, as Matlab has it.
    faces = rows.reshape(-1, SIDE, SIDE).transpose(0, 2, 1).astype(np.uint8)
    return [Image.fromarray(face) for face in faces], np.arange(len(faces)) // EACH


def from_joblib(data):
    """Return the array in a compressed joblib file."""
    try:
        file = io.BytesIO(zlib.decompress(data))
        found = ArrayOnly("", file, ensure_native_byte_order=True).load()
    except DataError:
        raise
    except Exception:  # a pickle that is none may raise anything
        raise DataError("this is no array that joblib has stored") from None
    if not isinstance(found, np.ndarray):
        raise DataError("there is no array in it")
    return found


def from_matlab(data):
    """Return the array `faces` of a Matlab file, one face in each row."""
    try:
        faces = loadmat(io.BytesIO(data), variable_names=["faces"])["faces"]
    except Exception:
        raise DataError("this is no Matlab file with an array called faces") from None
    return faces.T
