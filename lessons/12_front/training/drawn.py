"""Pictures that a program draws: digits, and strangers (letters, scribbles, noise).

They stand for what people might send: a pen of any width, anywhere on the sheet, more
or less slanted, in any colour, on paper that is not quite white. No score on them says
anything about real handwriting.
"""

import math

import numpy as np
from PIL import Image, ImageDraw

from training.shapes import DIGITS, LETTERS, smooth

SIZE = (400, 300)  # pixels


def digits(count, seed):
    """Return `count` pictures and their names, "0" to "9" in turn."""
    return many(DIGITS, count, seed)


def letters(count, seed):
    """Return `count` pictures of letters that look like no digit, and their names."""
    return many(LETTERS, count, seed)


def many(shapes, count, seed):
    random, names = np.random.default_rng(seed), sorted(shapes)
    chosen = [names[number % len(names)] for number in range(count)]
    pictures = []
    for name in chosen:
        ways = shapes[name]
        pictures.append(draw(ways[random.integers(len(ways))], random))
    return pictures, chosen


def draw(strokes, random, size=SIZE):
    """Return a picture (Pillow, RGB) of strokes: lists of points in a unit square."""
    return coloured(inked(strokes, random, size), random)


def inked(strokes, random, size=SIZE):
    """Return where the strokes leave ink: a grey picture, 255 where it is full."""
    height = random.uniform(0.3, 0.8) * size[1]
    pen = random.uniform(0.05, 0.16) * height
    lines = [smooth(points) for points in placed(strokes, height, pen, random, size)]
    ink = Image.new("L", (2 * size[0], 2 * size[1]))
    pencil = ImageDraw.Draw(ink)
    for line in lines:
        corners = [(2 * x, 2 * y) for x, y in line]
        pencil.line(corners, fill=255, width=round(2 * pen))
        for x, y in corners:  # round ends and bends
            pencil.ellipse((x - pen, y - pen, x + pen, y + pen), fill=255)
    return ink.resize(size, Image.Resampling.BOX)


def placed(strokes, height, pen, random, size):
    """Return the strokes in pixels: unsteady, slanted, somewhere on the sheet."""
    width, slant = height * random.uniform(0.55, 0.9), random.normal(0, 0.12)
    turn = random.normal(0, 0.06)
    cos, sin = math.cos(turn), math.sin(turn)
    shape = np.array([[cos, -sin], [sin, cos]])
    shape = shape @ np.array([[width, -slant * height], [0, height]])
    moved = []
    for points in strokes:
        unsteady = np.array(points) + random.normal(0, 0.018, (len(points), 2))
        moved.append((unsteady - 0.5) @ shape.T)
    low, high = np.vstack(moved).min(axis=0), np.vstack(moved).max(axis=0)
    room = np.maximum(np.array(size) - (high - low) - 2 * pen, 0)
    corner = pen - low + random.uniform(0, 1, 2) * room
    return [points + corner for points in moved]


def coloured(ink, random):
    """Return ink, as `inked` makes it, in colours on a shaded sheet."""
    dark, light = random.uniform(0, 90), random.uniform(190, 255)
    paper, pen = (light, dark) if random.random() < 0.85 else (dark, light)
    pen = np.clip(pen + random.uniform(-20, 20, 3), 0, 255)
    share = np.asarray(ink, dtype=float)[..., None] / 255
    sheet = paper + (pen - paper) * share
    sheet += np.linspace(0, random.uniform(-25, 25), ink.width)[None, :, None]
    sheet += random.normal(0, random.uniform(0, 8), sheet.shape)
    return Image.fromarray(np.clip(sheet, 0, 255).astype(np.uint8))


def scribble(random, size=SIZE):
    """Return a picture of a line that goes nowhere."""
    points = np.cumsum(random.normal(0, 0.35, (12, 2)), axis=0)
    points = (points - points.min(axis=0)) / np.ptp(points, axis=0)
    return draw([points], random, size)


def noise(random, size=SIZE):
    """Return a picture of nothing but noise."""
    dots = random.integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    return Image.fromarray(dots)


def paper(random, size=SIZE):
    """Return a picture of an empty sheet, as a camera sees it."""
    sheet = random.normal(220, 4, size[::-1]) + np.linspace(0, 20, size[0])
    return Image.fromarray(np.clip(sheet, 0, 255).astype(np.uint8))


def strangers(count, seed):
    """Return pictures that are no digits: three letters, then a scribble, and so on."""
    random, (pictures, _) = np.random.default_rng(seed), letters(count, seed)
    return [
        scribble(random) if number % 4 == 3 else picture
        for number, picture in enumerate(pictures)
    ]
