"""The embedder for photographs, on scikit-image's portrait and its unnamed faces.

The portrait is of an astronaut, in the public domain; the hundred faces are tiny (25 by
25 pixels), and nobody knows whose they are. One portrait says little about all people:
what is tested is that the parts are put together rightly.
"""

import io
from contextlib import suppress
from itertools import combinations

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageOps

from app.decoding import decode
from app.embedding import FaceError, PhotoEmbedder, distance
from tests.conftest import file

WHY = "photographs: python -m pip install -r requirements-photos.txt"
pytest.importorskip("dlib", reason=WHY)
skimage_data = pytest.importorskip("skimage.data", reason=WHY)


def on_a_phone(portrait):
    """The file of a phone that was held sideways."""
    out, exif = io.BytesIO(), portrait.getexif()
    exif[0x0112] = 6  # turn it by a quarter to the right
    portrait.transpose(Image.Transpose.ROTATE_90).save(out, "JPEG", exif=exif)
    return out.getvalue()


CHANGED = {
    "turned": lambda portrait: file(portrait.rotate(10)),
    "darkened": lambda portrait: file(ImageEnhance.Brightness(portrait).enhance(0.5)),
    "mirrored": lambda portrait: file(ImageOps.mirror(portrait)),
    "shrunk": lambda portrait: file(portrait.resize((220, 220))),
    "grey": lambda portrait: file(portrait.convert("L")),
    "sideways on a phone": on_a_phone,
}


@pytest.fixture(scope="module")
def embedder():
    return PhotoEmbedder()


@pytest.fixture(scope="module")
def portrait():
    return Image.fromarray(skimage_data.astronaut())


@pytest.mark.parametrize("name", CHANGED)
def test_the_same_face_stays_near(embedder, portrait, name):
    known = embedder.embed(decode(file(portrait)))
    vector = embedder.embed(decode(CHANGED[name](portrait)))
    assert vector.shape == (128,)
    assert distance(known, vector) < embedder.threshold / 1.2


def test_strangers_are_far(embedder, portrait):
    known, found = embedder.embed(decode(file(portrait))), []
    for face in skimage_data.lfw_subset()[:100]:
        tiny = Image.fromarray((face * 255).astype(np.uint8))
        picture = ImageOps.expand(tiny.resize((150, 150)), 40, fill=128)
        with suppress(FaceError):
            found.append(embedder.embed(decode(file(picture))))
    assert len(found) > 50
    assert min(distance(known, one) for one in found) > embedder.threshold
    far = np.array([distance(one, other) for one, other in combinations(found, 2)])
    assert (far <= embedder.threshold).mean() < 0.002
    assert (far <= 0.6).mean() > 0.05  # what its author's threshold would accept


def two_of(portrait):
    both = Image.new("RGB", (1024, 512))
    both.paste(portrait, (0, 0))
    both.paste(portrait, (512, 0))
    return both


@pytest.mark.parametrize(
    ("sentence", "change"),
    [
        ("2 faces", two_of),
        ("No face", lambda portrait: Image.new("L", (300, 300), 200)),
        ("No face", lambda portrait: Image.effect_noise((300, 300), 90)),
        ("No face", lambda portrait: Image.fromarray(skimage_data.cat())),
        ("small|No face", lambda portrait: portrait.resize((60, 60))),
    ],
)
def test_what_is_no_picture_of_one_face(embedder, portrait, sentence, change):
    with pytest.raises(FaceError, match=sentence):
        embedder.embed(decode(file(change(portrait))))


def test_the_service_with_it(environment, keys, portrait, monkeypatch):
    from fastapi.testclient import TestClient

    from app.main import create_app
    from tests.test_api import enrol, identify

    monkeypatch.setenv("EMBEDDER", "dlib")
    headers = {"X-API-Key": keys["all"]}
    with TestClient(create_app(), headers=headers) as client:
        person = enrol(client, [file(portrait)]).json()
        told = identify(client, CHANGED["mirrored"](portrait)).json()
    assert told["person"]["id"] == person["id"] and told["distance"] < 0.3
