"""The digits that scikit-learn brings, as pictures; and pictures as rows of numbers."""

import numpy as np
from PIL import Image, ImageOps
from sklearn.datasets import load_digits

from app.preprocessing import preprocess

SOURCE = "handwritten digits of 13 people (1990s), bundled with scikit-learn"


def picture_of(cells):
    """Return 8 by 8 counts (0 to 16) as a picture: black on white, smooth, 80 by 80."""
    ink = Image.fromarray((np.asarray(cells) * 255 / 16).astype(np.uint8))
    ink = ink.resize((64, 64), Image.Resampling.BICUBIC)
    return ImageOps.invert(ImageOps.expand(ink, border=8))


def bundled():
    """Return the 1,797 digits of scikit-learn: a list of pictures, and their names."""
    digits = load_digits()
    names = [str(number) for number in digits.target]
    return [picture_of(cells) for cells in digits.images], names


def rows_of(pictures):
    """Return an array with one row of 64 numbers for each picture, by `preprocess`."""
    return np.array([preprocess(picture).ravel() for picture in pictures])
