"""From a picture of a face to a vector: near each other if it is the same person.

An embedder has a `name`, a `threshold`, and `embed(picture)`, which returns a vector or
raises FaceError. One has learnt from drawn faces, the other one is for photographs.
"""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps
from scipy.ndimage import gaussian_filter

from app.passport import load_model

SIDE, CELL, WAYS = 96, 6, 6  # pixels, pixels, directions of an edge
CORNERS = "shape_predictor_5_face_landmarks.dat"
NETWORK = "dlib_face_recognition_resnet_model_v1.dat"
CONTRAST = 25  # of 255 grey values
SURE = 0.5  # dlib's own score; on noise it is below
BEHIND = 0.75  # of the largest face's width: who is smaller stands further back
SMALLEST = 30  # pixels: a smaller face tells too little
NAMES = [
    f"row{row}_column{column}_way{way}"
    for way in range(WAYS)
    for row in range(SIDE // CELL)
    for column in range(SIDE // CELL)
]


class FaceError(ValueError):
    """The picture is of no use: no face, several faces, or one that is too small."""

    status = 422


def edges(picture):
    """Return how strong edges are, in each cell and each direction: 1,536 numbers.

    Light from the side changes all grey values, and hardly an edge: each cell is
    measured against those around it (a histogram of oriented gradients).
    """
    grey = gaussian_filter(np.asarray(picture, dtype=float), 1)
    down, across = np.gradient(grey)
    strength = np.hypot(down, across)
    way = np.arctan2(down, across) % np.pi / np.pi * WAYS
    lower, share = np.floor(way).astype(int), way % 1
    count = SIDE // CELL
    places = np.arange(SIDE) // CELL
    cell = places[:, None] * count + places[None]
    cells = np.zeros(WAYS * count**2)
    for step, part in ((0, 1 - share), (1, share)):  # to the two nearest directions
        index = (lower + step) % WAYS * count**2 + cell
        cells += np.bincount(index.ravel(), (strength * part).ravel(), cells.size)
    cells = cells.reshape(WAYS, count, count)
    around = np.sqrt(gaussian_filter((cells**2).sum(axis=0), 1.5)) + 20
    return np.sqrt(cells / around).ravel()


def cut_square(picture):
    """Return a picture (Pillow, grey) as 96 by 96: its middle, as large as it goes."""
    if min(picture.size) < SIDE // 2:
        raise FaceError(f"The picture is too small: {SIDE} × {SIDE} pixels are needed.")
    grey = ImageOps.fit(picture.convert("L"), (SIDE, SIDE), Image.Resampling.BOX)
    dark, light = np.percentile(grey, [2, 98])
    if light - dark < CONTRAST:
        raise FaceError("No face is found on the picture: it has too little contrast.")
    return grey


class DrawnEmbedder:
    """What PCA and LDA have learnt from drawn faces, and from nothing else."""

    def __init__(self):
        """Load it; raises PassportError if it is not the one that was saved."""
        parts, self.passport = load_model("faces", NAMES)
        self.shrink, self.tell_apart = parts["pca"], parts["lda"]
        # Trained again, it is another one: vectors of the two have nothing in common.
        self.name = f"drawn {self.passport['sha256'][:12]}"
        self.threshold = self.passport["threshold"]
        self.strangeness, self.edges = (self.passport[n] for n in ("rest", "edges"))

    def embed(self, picture):
        """Return a vector of length 1 for a picture of one face; raises FaceError."""
        row = edges(cut_square(picture))[None]
        short = self.shrink.transform(row)
        # What the learnt faces cannot put together is none of them; noise is all edges.
        rest = np.linalg.norm(row - self.shrink.inverse_transform(short))
        strength, (least, most) = np.linalg.norm(row), self.edges
        if not least < strength < most or rest > self.strangeness * strength:
            raise FaceError("No face is found on the picture.")
        vector = self.tell_apart.transform(short)[0]
        return vector / np.linalg.norm(vector)


class PhotoEmbedder:
    """dlib's, which others have trained on three million photographs: 128 numbers.

    Needs requirements-photos.txt. It finds the faces on a picture by itself, and turns
    each upright by the corners of the eyes.
    """

    name = "dlib resnet v1"
    # Its author says 0.6. Of pairs of scikit-image's hundred tiny faces 7 % are nearer
    # than that, and one in a thousand is nearer than this (tests/test_photos.py).
    threshold = 0.45

    def __init__(self):
        """Load it; raises ImportError if it is not installed."""
        import dlib  # heavy, and only photographs need it

        if (models := find_spec("face_recognition_models")) is None:
            raise ImportError("face_recognition_models")
        # Without importing it, which would need a package that Python has no more.
        folder = Path(models.submodule_search_locations[0]) / "models"
        self.find = dlib.get_frontal_face_detector()
        self.corners = dlib.shape_predictor(str(folder / CORNERS))
        self.network = dlib.face_recognition_model_v1(str(folder / NETWORK))

    def embed(self, picture):
        """Return the vector of the one face on a picture; raises FaceError."""
        pixels = np.asarray(picture.convert("RGB"))
        faces = self.faces(pixels)
        if not faces:
            raise FaceError("No face is found on the picture.")
        if len(faces) > 1:
            raise FaceError(f"{len(faces)} faces are on the picture: send one.")
        if min(faces[0].width(), faces[0].height()) < SMALLEST:
            raise FaceError("The face is too small.")
        shape = self.corners(pixels, faces[0])
        return np.array(self.network.compute_face_descriptor(pixels, shape))

    def faces(self, pixels):
        """Return where faces are, the largest first, but for those far behind it."""
        found, sure, _ = self.find.run(pixels, 1, 0.0)
        faces = [one for one, score in zip(found, sure, strict=True) if score > SURE]
        faces.sort(key=lambda face: face.width(), reverse=True)
        return [one for one in faces if one.width() > BEHIND * faces[0].width()]


def embedder(name):
    """Return the embedder of this name; raises ValueError where it is not installed."""
    if name == "drawn":
        return DrawnEmbedder()
    try:
        return PhotoEmbedder()
    except ImportError:
        needed = "python -m pip install -r requirements-photos.txt"
        raise ValueError(f"EMBEDDER=dlib needs its own packages: {needed}") from None


def distance(one, other):
    """Return how far two vectors of length 1 are from each other: 0 to 2."""
    return float(np.linalg.norm(np.asarray(one) - np.asarray(other)))
