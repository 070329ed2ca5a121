"""From the bytes that somebody sent to a small, upright, grey picture, or a refusal.

What a client says about the bytes (a file's name, its type) counts for nothing: they
are looked at. What a picture holds besides (place, camera, comments) is dropped here.
"""

import io
import warnings

import numpy as np
from PIL import Image, ImageOps

# What paint programs, phones and browsers make. Each format more is a decoder more that
# has to be free of faults: Pillow knows over thirty.
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
MAX_BYTES = 5_000_000
MAX_PIXELS = 16_000_000  # a phone's photograph has 12 million
MAX_SIDE, MIN_SIDE = 10_000, 8
SMALL = 512  # pixels, the longer side of what goes on from here
# Its warnings (at 89 million pixels, on odd notes) are not for us: we refuse, or do not
# look at notes.
warnings.filterwarnings("ignore", module="PIL")


class PictureError(ValueError):
    """The bytes are not taken: `status` for HTTP, and a sentence for the sender."""

    def __init__(self, status, sentence):
        super().__init__(sentence)
        self.status = status


def decode(data):
    """Return a picture (Pillow, grey, at most 512 by 512) of an image file's bytes.

    Raises PictureError: 415 none of FORMATS, 422 too large, broken or of no use.
    """
    if not data:
        raise PictureError(422, "The file is empty.")
    picture = opened(data)
    try:
        if moves(picture):
            raise PictureError(422, "The picture moves: send one that does not.")
        if picture.format == "JPEG":
            picture.draft("L", (SMALL, SMALL))  # decodes no finer than that, and grey
        picture.load()
        return grey(ImageOps.exif_transpose(smaller(picture)))
    except PictureError:
        raise
    except Exception:  # a decoder given broken bytes may raise anything
        raise PictureError(422, "The picture is broken or cut short.") from None


def opened(data):
    """Return the picture with its header read and nothing unpacked yet."""
    try:
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
    except Image.DecompressionBombError:
        raise PictureError(422, "The picture has far too many pixels.") from None
    except Exception:
        sentence = f"This is no picture that we know: send {', '.join(FORMATS)}."
        raise PictureError(415, sentence) from None
    wide, high = picture.size
    if wide * high > MAX_PIXELS or max(wide, high) > MAX_SIDE:
        allowed = f"{MAX_PIXELS // 10**6} million pixels, {MAX_SIDE:,} on a side"
        raise PictureError(422, f"{wide} × {high} pixels; at most {allowed}.")
    if min(wide, high) < MIN_SIDE:
        needed = f"at least {MIN_SIDE} × {MIN_SIDE} are needed"
        raise PictureError(422, f"{wide} × {high} pixels; {needed}.")
    return picture


def moves(picture):
    """Whether there is a second picture in the file that is meant to follow it."""
    # A phone's JPEG may hold another one, but nobody plays that.
    return picture.format != "MPO" and getattr(picture, "is_animated", False)


def smaller(picture):
    """Return the picture in a simpler mode, its longer side at most SMALL pixels."""
    if picture.mode.startswith("I;16"):  # Pillow would cut off at 255 of 65,535
        picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
    elif picture.has_transparency_data:
        picture = picture.convert("RGBA")
    elif picture.mode not in ("L", "RGB", "CMYK"):
        picture = picture.convert("RGB")
    return picture.reduce(max(1, -(-max(picture.size) // SMALL)))


def grey(picture):
    """Return the picture in grey; what is transparent becomes paper."""
    if picture.mode != "RGBA":
        return picture.convert("L")
    for paper in ("white", "black"):  # white ink on nothing is to be seen, too
        sheet = Image.new("RGBA", picture.size, paper)
        flat = Image.alpha_composite(sheet, picture).convert("L")
        if len(set(flat.getextrema())) > 1:
            break
    return flat
