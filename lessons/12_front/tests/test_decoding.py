"""From bytes to a small, upright, grey picture: what is taken, and how."""

import numpy as np
import pytest

from app.decoding import SMALL, PictureError, decode
from tests import pictures
from tests.pictures import REFUSED, TAKEN, TURNED


@pytest.mark.parametrize("name", TAKEN)
def test_it_is_grey_and_small(name):
    picture = decode(TAKEN[name]())
    assert picture.mode == "L" and max(picture.size) <= SMALL
    dark, light = picture.getextrema()
    assert light - dark > 60


@pytest.mark.parametrize("way", TURNED)
def test_a_phones_picture_is_turned_upright(way):
    upright = np.asarray(decode(pictures.as_a_phone(1)), dtype=float)
    turned = np.asarray(decode(pictures.as_a_phone(way)), dtype=float)
    assert turned.shape == upright.shape
    assert np.abs(turned - upright).mean() < 2  # JPEG is not quite the same when turned


def test_without_the_note_it_would_lie_on_its_side():
    lying = pictures.file(pictures.three().transpose(TURNED[6]), "JPEG")
    assert decode(lying).size == (300, 400)


@pytest.mark.parametrize("name", ["16 bit", "palette", "cmyk", "black and white"])
def test_another_way_to_store_it_is_the_same_picture(name):
    plain = pictures.TAKEN["a png"]
    if name == "16 bit":
        from PIL import ImageOps

        plain = lambda: pictures.file(ImageOps.invert(pictures.ink()))  # noqa: E731
    difference = np.subtract(decode(TAKEN[name]()), decode(plain()), dtype=float)
    # Black and white is dithered: the same on average.
    assert abs(difference.mean()) < 3
    if name != "black and white":
        assert np.abs(difference).mean() < 8


@pytest.mark.parametrize("colour", ["black", "white", "navy"])
def test_nothing_is_paper(colour):
    picture = np.asarray(decode(pictures.transparent(colour)), dtype=float)
    ink = np.asarray(pictures.ink()) > 128
    assert abs(picture[ink].mean() - picture[~ink].mean()) > 180


@pytest.mark.parametrize("name", REFUSED)
def test_each_refusal_has_its_status_and_a_sentence(name):
    status, make = REFUSED[name]
    if name in ("one colour", "nothing at all", "a png with too few rows"):
        return  # a picture for all that; app/preprocessing.py finds it blank
    with pytest.raises(PictureError) as caught:
        decode(make())
    assert caught.value.status == status
    assert str(caught.value).endswith(".") and len(str(caught.value)) < 100


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    data = pictures.bomb()
    assert len(data) < 25_000

    def unpacked(*args):
        raise AssertionError("it was unpacked")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", unpacked)
    with pytest.raises(PictureError, match="13000 × 13000 pixels"):
        decode(data)


def test_whatever_a_decoder_raises_is_a_refusal(monkeypatch):
    for error in (ValueError, OSError, SyntaxError, MemoryError, IndexError):

        def broken(self, error=error):
            raise error("as a decoder may")

        monkeypatch.setattr("PIL.ImageFile.ImageFile.load", broken)
        with pytest.raises(PictureError, match="broken"):
            decode(TAKEN["a png"]())


def test_cut_anywhere():
    """However much of a file arrives, it is an answer or a refusal."""
    random = np.random.default_rng(0)
    for name in ("a jpeg", "16 bit", "webp", "a transparent gif", "two in one"):
        data = TAKEN[name]()
        for length in random.integers(0, len(data), 40):
            try:
                decode(data[:length])
            except PictureError as error:
                assert error.status in (415, 422)


def test_bytes_changed_anywhere():
    random = np.random.default_rng(1)
    for name in ("a jpeg", "16 bit", "webp", "a transparent gif", "a phone, 6"):
        data = TAKEN[name]()
        for _ in range(60):
            changed = bytearray(data)
            for place in random.integers(0, len(data), 3):
                changed[place] = random.integers(256)
            try:
                assert max(decode(bytes(changed)).size) <= SMALL
            except PictureError as error:
                assert error.status in (415, 422)
