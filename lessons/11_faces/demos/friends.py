"""Five drawn people, strangers, and photographs of them: the same ones each time."""

import io

import numpy as np

from training.drawn import draw, photographed, somebody

NAMES = ("Ada", "Bo", "Cleo", "Dan", "Eve")
FRIENDS = {
    name: somebody(np.random.default_rng([11, i])) for i, name in enumerate(NAMES)
}


def stranger(number):
    """Return who somebody else is: the traits of one whom nobody has enrolled."""
    return somebody(np.random.default_rng([12, number]))


def picture(face, number):
    """Return a picture (Pillow) of somebody, another one for each number."""
    return draw(face, np.random.default_rng([13, number]))


def as_file(picture):
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def photo(face, number):
    """Return a picture of somebody as the bytes of a file."""
    return as_file(picture(face, number))


def photo_of_a_photo(face, number):
    """Return what a camera sees of a photograph that is held before it, as bytes."""
    sheet = picture(face, number).resize((192, 192))
    return as_file(photographed(sheet, np.random.default_rng([14, number])))
