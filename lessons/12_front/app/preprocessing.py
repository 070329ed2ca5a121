"""From a picture to the 64 numbers that the model takes: in training and in serving.

As the data set was made: the digit is cut out, set upright, drawn with one pen, fitted
into 20 by 32 cells, and its ink is counted in blocks of 4 by 4.
"""

import numpy as np
from scipy import ndimage

from app.strokes import fitted, one_pen, trimmed, upright

FAINT, PIECES = 16, 10  # less contrast (of 255) is no ink, and more pieces no digit


class BlankError(ValueError):
    """There is nothing on the picture."""


class DustError(ValueError):
    """There are no strokes on the picture, but specks all over it."""


def ink_of(picture):
    """Return how much ink is where, 0 to 1: how far each pixel is from the paper."""
    grey = np.asarray(picture.convert("L"), dtype=float)
    edge = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    ink = abs(grey - np.median(edge))  # the paper may be the darker of the two
    if ink.max() < FAINT:
        raise BlankError("There is nothing on this picture: it has one colour.")
    return ink / ink.max()


def cut_out(ink):
    """Return the digit alone, as an array of True and False, without small specks."""
    pieces, _ = ndimage.label(ink > 0.5, np.ones((3, 3)))
    sizes = np.bincount(pieces.ravel())[1:]
    large = 1 + np.flatnonzero(sizes > sizes.max() / 10)
    if len(large) > PIECES:
        raise DustError("There are no strokes on this picture, but specks.")
    return trimmed(np.isin(pieces, large))


def counted(digit):
    """Return 8 rows of 8 numbers: how many of the 16 cells of each block are ink."""
    digit = fitted(digit)  # two pixels for a cell
    left = round(32 - np.nonzero(digit)[1].mean())  # the mass into the middle
    left = min(max(left, 0), 64 - digit.shape[1])
    cells = np.zeros((64, 64))
    cells[:, left : left + digit.shape[1]] = digit
    return cells.reshape(8, 8, 8, 8).sum(axis=(1, 3)) / 4


def preprocess(picture):
    """Return the 8 by 8 numbers, 0 to 16, of a Pillow picture.

    Raises BlankError, where there is nothing, and DustError, where there is no digit.
    """
    digit = cut_out(ink_of(picture))
    return counted(one_pen(upright(digit)))
