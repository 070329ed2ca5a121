"""The same preparation in training and in serving, whatever a digit is drawn with."""

import contextlib

import numpy as np
import pytest
from PIL import Image, ImageOps
from sklearn.datasets import load_digits

from app.preprocessing import BlankError, DustError, counted, cut_out, preprocess
from app.strokes import PEN, fitted, one_pen, upright
from tests.pictures import ink, three
from training.data import picture_of


def far(one, other):
    """How far two digits are from each other, as the model measures it."""
    return float(np.linalg.norm(preprocess(one) - preprocess(other)))


def test_it_is_8_by_8_from_0_to_16():
    cells = preprocess(three())
    assert cells.shape == (8, 8)
    assert cells.min() == 0 and 12 < cells.max() <= 16


def test_light_on_dark_is_the_same_digit():
    black = ImageOps.invert(ink())
    assert far(black, ink()) == 0


@pytest.mark.parametrize("corner", [(0, 0), (300, 0), (0, 200), (250, 130)])
def test_where_it_lies_does_not_matter(corner):
    small = ink((200, 150))
    sheet = Image.new("L", (500, 350))
    sheet.paste(small, corner)
    assert far(sheet, small) < 6


@pytest.mark.parametrize("factor", [0.25, 0.5, 2, 3])
def test_how_large_it_is_does_not_matter(factor):
    size = [round(side * factor) for side in ink().size]
    assert far(ink().resize(size), ink()) < 12


def test_specks_are_left_out():
    sheet = ink().copy()
    for corner in [(5, 5), (390, 290), (10, 280)]:
        sheet.paste(255, (*corner, corner[0] + 4, corner[1] + 4))
    assert far(sheet, ink()) < 1


def test_a_slanted_bar_is_set_upright():
    bar = np.zeros((100, 100), dtype=bool)
    for row in range(100):
        bar[row, 60 - row // 2 : 70 - row // 2] = True
    straight = upright(cut_out(bar.astype(float)))
    assert straight.shape[1] < 0.3 * straight.shape[0]


@pytest.mark.parametrize("width", [3, 8, 16, 24])
def test_a_line_of_any_pen_gets_one_width(width):
    ring = np.zeros((120, 120))
    rows, columns = np.mgrid[:120, :120]
    distance = np.hypot(rows - 60, (columns - 60) * 1.6)
    ring[abs(distance - 45) < width / 2] = 1
    drawn = fitted(one_pen(cut_out(ring)))
    middle = drawn[32]
    first = np.argmin(middle[np.argmax(middle) :])  # how many are ink before the gap
    assert abs(first - PEN) <= 4


def test_counting_counts():
    assert counted(np.ones((64, 40), dtype=bool)).sum() == 64 * 40 / 4


@pytest.mark.parametrize("shade", [0, 128, 255])
def test_one_colour_is_blank(shade):
    with pytest.raises(BlankError):
        preprocess(Image.new("L", (40, 30), shade))


@pytest.mark.parametrize("size", [(8, 8), (8, 300), (300, 8), (9, 512)])
def test_odd_pictures_are_prepared_too(size):
    random = np.random.default_rng(4)
    for _ in range(5):
        dots = random.integers(0, 256, size[::-1], dtype=np.uint8)
        with contextlib.suppress(DustError):
            assert preprocess(Image.fromarray(dots)).shape == (8, 8)
    dot = Image.new("L", size)
    dot.putpixel((3, 3), 255)
    assert preprocess(dot).shape == (8, 8)


def test_a_digit_of_the_data_set_stays_itself():
    """What preparation does to those that were prepared already, in cells of 16."""
    originals = load_digits().images[:100]
    change = [np.abs(preprocess(picture_of(one)) - one).mean() for one in originals]
    assert np.mean(change) < 2.5
    pictures = np.array([preprocess(picture_of(one)).ravel() for one in originals])
    likeness = [
        np.corrcoef(one.ravel(), other)[0, 1]
        for one, other in zip(originals, pictures, strict=True)
    ]
    assert np.mean(likeness) > 0.8
