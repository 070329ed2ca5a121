"""Faces that a program draws: no person has ever looked like this, or will.

Who somebody is stands in sixteen numbers from -1 to 1; all else differs from picture to
picture: where they look, light, blur, glasses, a smile. No score on drawn faces says
anything about photographs.
"""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

SIDE = 96  # pixels
DOUBLE = 2  # it is drawn larger, and made smaller, so that lines are smooth
TRAITS = ["width", "height", "jaw", "eyes_apart", "eyes_up", "eye_size", "brow_tilt"]
TRAITS += ["brow_thick", "nose_long", "nose_wide", "mouth_wide", "mouth_down", "lips"]
TRAITS += ["hair", "shade", "hair_shade"]
# The second of two groups: rounder and shorter faces, more hair, eyes further down.
ROUND = {"width": 1.6, "height": -1.4, "hair": 1.6, "eyes_up": -1.2}


def somebody(random, group="long"):
    """Return who somebody is: {trait: number}. `group` is "long" or "round"."""
    traits = dict(zip(TRAITS, random.uniform(-1, 1, len(TRAITS)), strict=True))
    if group == "round":
        traits |= {name: shift + traits[name] / 2 for name, shift in ROUND.items()}
    return traits


def draw(traits, random, glasses=None):
    """Return a picture (Pillow, grey, 96 by 96) of somebody, another one each time."""
    mood = {
        "turn": random.normal(0, 1.2),
        "smile": random.normal(0, 1.2),
        "open": max(0, random.normal(0, 1)),
        "glasses": random.random() < 0.25 if glasses is None else glasses,
        "wall": int(random.uniform(120, 220)),
    }
    face = face_of(traits, mood)
    return photographed(face, random)


def face_of(traits, mood):
    """Return the drawing, twice as large and without light, blur or noise."""
    size = SIDE * DOUBLE
    picture = Image.new("L", (size, size), mood["wall"])
    pencil = Pencil(ImageDraw.Draw(picture), traits, mood)
    pencil.head()
    pencil.eyes()
    pencil.nose_and_mouth()
    if mood["glasses"]:
        pencil.glasses()
    return picture


class Pencil:
    """Draws the parts of a face; lengths are in pixels of the finished picture."""

    def __init__(self, canvas, traits, mood):
        self.canvas, self.traits, self.mood = canvas, traits, mood
        self.skin = int(178 + 24 * traits["shade"])
        self.hair = int(85 + 55 * traits["hair_shade"])
        self.x, self.y = SIDE / 2, SIDE * 0.53
        self.eye_x = 11 + 2.4 * traits["eyes_apart"]
        self.eye_y = self.y - 6 - 3 * traits["eyes_up"]

    def oval(self, x, y, wide, high, **how):
        box = (x - wide, y - high, x + wide, y + high)
        self.canvas.ellipse([DOUBLE * each for each in box], **how)

    def line(self, points, shade, width):
        corners = [(DOUBLE * x, DOUBLE * y) for x, y in points]
        self.canvas.line(corners, fill=shade, width=max(1, round(DOUBLE * width)))

    def head(self):
        traits, x, y = self.traits, self.x, self.y
        wide, high = 27 + 4 * traits["width"], 36 + 4 * traits["height"]
        hair, jaw = 7 + 5 * traits["hair"], wide * (0.72 + 0.16 * traits["jaw"])
        self.oval(
            x,
            y - high * 0.33 - hair / 2,
            wide + 3,
            high * 0.68 + hair / 2,
            fill=self.hair,
        )
        self.oval(x, y - high * 0.12, wide, high * 0.88, fill=self.skin)
        chin = [(-wide, 0), (wide, 0), (jaw, high * 0.72), (jaw / 2, high)]
        chin += [(-jaw / 2, high), (-jaw, high * 0.72)]
        corners = [
            (DOUBLE * (x + across), DOUBLE * (y + down)) for across, down in chin
        ]
        self.canvas.polygon(corners, fill=self.skin)
        fringe = (x - wide, y - high - 1, x + wide, y - high * 0.45 + hair / 2)
        self.canvas.chord([DOUBLE * each for each in fringe], 180, 360, fill=self.hair)

    def eyes(self):
        size = 3.4 + self.traits["eye_size"]
        for side in (-1, 1):
            x = self.x + side * self.eye_x + self.mood["turn"]
            self.oval(x, self.eye_y, size * 1.4, size * 0.8, fill=245)
            self.oval(x, self.eye_y, size * 0.6, size * 0.6, fill=25)
            brow, tilt = self.eye_y - 3 - size, 1.2 * side * self.traits["brow_tilt"]
            ends = [(x - 5, brow - tilt), (x + 5, brow + tilt)]
            self.line(
                ends, max(10, self.hair - 25), 1.8 + 0.9 * self.traits["brow_thick"]
            )

    def nose_and_mouth(self):
        traits, dark = self.traits, self.skin - 100
        long, wide = 9 + 3 * traits["nose_long"], 3.6 + 1.5 * traits["nose_wide"]
        x, y = self.x + 1.5 * self.mood["turn"], self.eye_y
        nose = [(x, y + 2), (x - wide, y + long), (x + wide, y + long)]
        self.line(nose, dark, 1.4)
        x, y = self.x + self.mood["turn"], self.y + 17 + 3 * traits["mouth_down"]
        wide, smile = 8 + 2.6 * traits["mouth_wide"], self.mood["smile"]
        mouth = [(x - wide, y - smile), (x - wide / 2, y), (x, y + smile * 0.3)]
        mouth += [(x + wide / 2, y), (x + wide, y - smile)]
        self.line(mouth, dark, 2.2 + traits["lips"] + self.mood["open"])

    def glasses(self):
        middle, size = self.x + self.mood["turn"], 7
        for side in (-1, 1):
            x = middle + side * self.eye_x
            self.oval(x, self.eye_y, size, size * 0.8, outline=20, width=2)
        inner = self.eye_x - size
        self.line([(middle - inner, self.eye_y), (middle + inner, self.eye_y)], 20, 1)


def photographed(face, random):
    """Return the picture of a drawing: turned, lit from somewhere, blurred, noisy."""
    shift = tuple(random.normal(0, 1, 2) * DOUBLE)
    how = {"resample": Image.Resampling.BICUBIC, "fillcolor": 170}
    face = face.rotate(random.normal(0, 2), translate=shift, **how)
    side = round(face.width * random.uniform(0.96, 1.04))
    larger = face.resize((side, side), Image.Resampling.BICUBIC)
    picture = Image.new("L", face.size, 170)
    corner = (face.width - side) // 2
    picture.paste(larger, (corner, corner))
    picture = picture.resize((SIDE, SIDE), Image.Resampling.BOX)
    blurred = picture.filter(ImageFilter.GaussianBlur(random.uniform(0, 0.9)))
    down, across = np.mgrid[-1 : 1 : SIDE * 1j, -1 : 1 : SIDE * 1j]
    angle = random.uniform(0, 2 * np.pi)
    slope = np.cos(angle) * across + np.sin(angle) * down
    light = random.uniform(0.7, 1.15) + random.uniform(0, 0.35) * slope
    dots = np.asarray(blurred) * light + random.normal(
        0, random.uniform(1, 8), slope.shape
    )
    return Image.fromarray(np.clip(dots, 0, 255).astype(np.uint8))


def people(count, each, seed, share_round=0.5):
    """Return (pictures, who is on each, of which group), `each` pictures of everybody.

    Who somebody is, is a number from 0 on.
    """
    random = np.random.default_rng(seed)
    pictures, whose, groups = [], [], []
    for number in range(count):
        group = "round" if random.random() < share_round else "long"
        traits = somebody(random, group)
        for _ in range(each):
            pictures.append(draw(traits, random))
            whose.append(number)
            groups.append(group)
    return pictures, np.array(whose), np.array(groups)
