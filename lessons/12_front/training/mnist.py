"""MNIST as it is published: IDX files, gzipped or not, and the CSV of 785 columns."""

import gzip
import re
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

PICTURES, LABELS = 0x0803, 0x0801  # what an IDX file of bytes begins with
WANTED = (
    "Give an IDX file of pictures (train-images-idx3-ubyte, also .gz) with its labels "
    "beside it, or a CSV with a label and 784 numbers from 0 to 255 in each line."
)


class DataError(ValueError):
    """The file is none that we can read; the message says why, and what is wanted."""


def read_digits(path):
    """Return (pictures, names) of a file: black on white, 28 by 28, and "0" to "9"."""
    path = Path(path)
    try:
        data = plain(path.read_bytes())
        if data[:4] == struct.pack(">I", PICTURES):
            rows, labels = from_idx(data, path)
        else:
            rows, labels = from_csv(data)
    except OSError as error:
        raise DataError(f"{path.name}: {error.strerror or error}. {WANTED}") from None
    except DataError as error:
        raise DataError(f"{path.name}: {error}. {WANTED}") from None
    if not len(rows) == len(labels) > 0:
        raise DataError(f"{path.name}: {len(rows)} pictures and {len(labels)} labels.")
    if labels.max() > 9:
        raise DataError(f"{path.name}: a label is {labels.max()}. {WANTED}")
    pictures = [ImageOps.invert(Image.fromarray(row)) for row in rows]
    return pictures, [str(label) for label in labels]


def plain(data):
    """Return the bytes, unpacked if they are gzipped."""
    if data[:2] != b"\x1f\x8b":
        return data
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error):
        raise DataError("the gzip file is broken") from None


def from_idx(data, path):
    """Return pictures (n, 28, 28) and labels of an IDX file and the one beside it."""
    count, high, wide = sizes(data, 3)
    if (high, wide) != (28, 28) or len(data) != 16 + count * 784:
        raise DataError(f"{count} pictures of {high} × {wide} are not what is in it")
    rows = np.frombuffer(data, np.uint8, offset=16).reshape(count, 28, 28)
    name = re.sub(r"images([-.])idx3", r"labels\1idx1", path.name)
    beside = [path.with_name(name), path.with_name(f"{name}.gz")]
    beside.append(path.with_name(name.removesuffix(".gz")))
    beside = [one for one in beside if one != path and one.is_file()]
    if not beside:
        raise DataError(f"the labels, {name}, are not beside it")
    labels = plain(beside[0].read_bytes())
    start = struct.pack(">I", LABELS)
    if labels[:4] != start or len(labels) != 8 + sizes(labels, 1)[0]:
        raise DataError(f"{beside[0].name} holds no labels")
    return rows, np.frombuffer(labels, np.uint8, offset=8)


def sizes(data, count):
    """Return the sizes that stand in an IDX file after its first four bytes."""
    if len(data) < 4 + 4 * count:
        raise DataError("the file is cut short")
    return struct.unpack_from(f">{count}I", data, 4)


def from_csv(data):
    """Return pictures (n, 28, 28) and labels of lines: a label, then 784 numbers."""
    lines = data.decode("utf-8", errors="replace").splitlines()
    if lines and not lines[0][:1].isdigit():  # label,1x1,1x2, …
        lines = lines[1:]
    try:
        table = np.array([line.split(",") for line in lines if line], dtype=float)
    except ValueError:
        raise DataError("its lines are not all as long, or hold no numbers") from None
    if table.ndim != 2 or table.shape[1] != 785:
        raise DataError(f"{table.shape[-1]} columns and not 785")
    if not np.array_equal(table, table.clip(0, 255).round()):
        raise DataError("there are other numbers than 0 to 255")
    return table[:, 1:].astype(np.uint8).reshape(-1, 28, 28), table[:, 0].astype(int)
