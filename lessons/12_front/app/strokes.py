"""A digit as an array of True (ink) and False: set upright, and drawn with one pen."""

import numpy as np
from PIL import Image
from scipy import ndimage

FINE = 64  # pixels: the height at which a digit is worked on
PEN = 12  # pixels: the width that all its strokes get


def upright(digit):
    """Return the digit without its slant: each row is moved by its share of it."""
    digit = resized(digit, FINE * min(digit.shape[1] / digit.shape[0], 2))
    rows, columns = np.nonzero(digit)
    height = rows - rows.mean()
    slant = np.clip(height @ columns / max(height @ height, 1), -1, 1)
    moved = columns - np.round(slant * height).astype(int)
    straight = np.zeros((FINE, np.ptp(moved) + 1), dtype=bool)
    straight[rows, moved - moved.min()] = True
    return trimmed(straight)


def one_pen(digit):
    """Return the digit in strokes that are PEN wide, whatever they were drawn with."""
    for _ in range(2):  # once more, since the first time has changed its size
        digit = np.pad(fitted(digit), FINE // 4)
        inside = ndimage.distance_transform_edt(digit)  # to the nearest paper
        outside = ndimage.distance_transform_edt(~digit)  # to the nearest ink
        # Across a stroke these distances rise to half of its width and fall again.
        width = 4 * inside[digit].mean() - 1
        grow = (PEN - width) / 2
        drawn = outside <= grow if grow > 0 else inside > -grow
        digit = trimmed(drawn if drawn.any() else digit)
    return digit


def trimmed(digit):
    """Return the smallest part of the array that holds all of the ink."""
    rows, columns = np.nonzero(digit)
    return digit[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]


def fitted(digit):
    """Return the digit 64 pixels high and 40 wide; a 1 stays as slim as it is."""
    return resized(digit, 40 * min(digit.shape[1] / digit.shape[0] / 0.4, 1))


def resized(digit, width):
    """Return the digit FINE pixels high and `width` wide."""
    way = Image.Resampling.BICUBIC
    if digit.shape[0] > FINE:
        way = Image.Resampling.BOX
    picture = Image.fromarray(digit.astype(np.uint8) * 255)
    ink = np.asarray(picture.resize((max(1, round(width)), FINE), way))
    return ink > ink.max() / 2  # not 127: of mere dust something has to be left
