"""Pictures that people send, and files that are none: all made by a program.

Each maker returns the bytes of a file. The digit on them is the same upright 3, so that
whatever is accepted has one right answer.
"""

import gzip
import io
import struct
import zlib
from functools import cache

import numpy as np
from PIL import Image, ImageOps

from training.drawn import draw, inked
from training.shapes import DIGITS

SECRET = b"12 Rose Lane, 51.5072N 0.1276W"  # what must be seen nowhere
TURNED = {  # EXIF orientation: what turns an upright picture into how the file has it
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def three(size=(400, 300)):
    """Return a 3 as a picture (Pillow, RGB)."""
    return draw(DIGITS["3"][0], np.random.default_rng(3), size)


def ink(size=(400, 300)):
    """Return the 3 as a picture of its ink (Pillow, L): 255 where it is."""
    return inked(DIGITS["3"][0], np.random.default_rng(3), size)


def file(picture, kind="PNG", **settings):
    """Return the bytes of a file with this picture."""
    out = io.BytesIO()
    picture.save(out, kind, **settings)
    return out.getvalue()


def exif(orientation=1):
    """Return EXIF data as a phone writes it, with a place and a text."""
    made = Image.Exif()
    made[0x0112], made[0x010E] = orientation, SECRET.decode()
    made.get_ifd(0x8825)[2] = (51.0, 30.0, 26.0)  # latitude
    return made


def as_a_phone(orientation):
    """Return a JPEG that lies on its side, with the note of how to turn it."""
    picture, way = three(), TURNED[orientation]
    picture = picture if way is None else picture.transpose(way)
    return file(picture, "JPEG", quality=90, exif=exif(orientation))


def sixteen_bit():
    return file(Image.fromarray((255 - np.asarray(ink())).astype(np.uint16) * 257))


def transparent(colour):
    """Return a 3 in one colour on nothing at all."""
    picture = Image.new("RGBA", (400, 300), colour)
    picture.putalpha(ink())
    return file(picture)


def two_in_one():
    """Return a JPEG with a second picture behind the first (MPO), as phones make it."""
    return file(three(), "MPO", save_all=True, append_images=[three().resize((80, 60))])


def moving(kind, frames):
    """Return a file of pictures that follow each other, each a little different."""
    others = []
    for number in range(1, frames):
        other = Image.new("L", (16, 16), 255)
        other.putpixel((number % 16, number // 16 % 16), number % 200)
        others.append(other)
    first = Image.new("L", (16, 16), 255)
    return file(first, kind, save_all=True, append_images=others, duration=20)


def chunk(name, data):
    """Return a piece of a PNG file."""
    check = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + check


def png(wide, high, data, depth=8, colour=0, before=b""):
    """Return a PNG with this header, whatever its data are."""
    header = struct.pack(">2I5B", wide, high, depth, colour, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + before
    return start + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def zeros(count):
    """Return so many zero bytes, compressed as far as it goes; made piece by piece."""
    packer, piece = zlib.compressobj(9), bytes(2**20)
    parts = [packer.compress(piece) for _ in range(count // 2**20)]
    return b"".join([*parts, packer.compress(bytes(count % 2**20)), packer.flush()])


def bomb(side=13_000):
    """Return a PNG of 20 kB, one bit for a pixel; in colours its pixels fill 500 MB."""
    return png(side, side, zeros(side * (-(-side // 8) + 1)), depth=1)


@cache
def largest():
    """Return the PNG that costs most of those that are taken: 16 million pixels."""
    pixels = np.zeros((4000, 4000, 4), dtype=np.uint8)
    pixels[..., 3] = 255
    pixels[1000:3000, 1900:2100, :3] = 255
    return file(Image.fromarray(pixels), compress_level=1)


def text_bomb():
    """Return a PNG whose comment unpacks to 100 MB."""
    comment = chunk(b"zTXt", b"Comment\0\0" + zeros(100 * 2**20))
    return png(64, 64, zlib.compress(bytes(65 * 64)), before=comment)


def cut(data, share=0.5):
    return data[: int(len(data) * share)]


TAKEN = {
    "a png": lambda: file(three()),
    "grey": lambda: file(three().convert("L")),
    "black and white": lambda: file(three().convert("1")),
    "palette": lambda: file(three().quantize(64)),
    "16 bit": sixteen_bit,
    "a jpeg": lambda: file(three(), "JPEG", quality=80),
    "a poor jpeg": lambda: file(three(), "JPEG", quality=10),
    "a progressive jpeg": lambda: file(three(), "JPEG", progressive=True),
    "a grey jpeg": lambda: file(three().convert("L"), "JPEG"),
    "cmyk": lambda: file(three().convert("CMYK"), "JPEG"),
    "two in one": two_in_one,
    "webp": lambda: file(three(), "WEBP"),
    "webp with alpha": lambda: file(three().convert("RGBA"), "WEBP", lossless=True),
    "a gif": lambda: file(three(), "GIF"),
    "a transparent gif": lambda: file(
        ImageOps.invert(ink()).quantize(8), "GIF", transparency=0
    ),
    "bmp": lambda: file(three(), "BMP"),
    "black on nothing": lambda: transparent("black"),
    "white on nothing": lambda: transparent("white"),
    "blue on nothing": lambda: transparent("navy"),
    "grey with alpha": lambda: file(three().convert("LA")),
    "large": lambda: file(three((3200, 2400)), "JPEG"),
    "small": lambda: file(three().resize((40, 30), Image.Resampling.BOX)),
    "a comment": lambda: file(three(), "JPEG", comment=SECRET),
    "with a colour profile": lambda: file(three(), icc_profile=SECRET * 20),
    **{f"a phone, {way}": lambda way=way: as_a_phone(way) for way in TURNED},
}
REFUSED = {
    "empty": (422, lambda: b""),
    "one byte": (415, lambda: b"\x89"),
    "a text": (415, lambda: b"This is not a picture.\n" * 20),
    "html": (415, lambda: b"<!doctype html><script>alert(1)</script>"),
    "svg": (415, lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    "pdf": (415, lambda: b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n"),
    "heic": (415, lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200)),
    "avif": (415, lambda: b"\0\0\0\x18ftypavif\0\0\0\0mif1avif" + bytes(200)),
    "tiff": (415, lambda: file(three(), "TIFF")),
    "ico": (415, lambda: file(three().resize((64, 64)), "ICO")),
    "ppm": (415, lambda: file(three(), "PPM")),
    "eps": (415, lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n"),
    "a zip": (415, lambda: b"PK\x03\x04" + bytes(100)),
    "gzipped": (415, lambda: gzip.compress(file(three()))),
    "a pickle": (415, lambda: b"\x80\x04\x95" + bytes(40)),
    "a program": (415, lambda: b"\x7fELF" + bytes(100)),
    "zeros": (415, lambda: bytes(1000)),
    "a png's first bytes": (415, lambda: b"\x89PNG\r\n\x1a\n"),
    "half a png": (422, lambda: cut(file(three()))),
    "a png without its end": (422, lambda: cut(file(three()), 0.9)),
    "half a jpeg": (422, lambda: cut(TAKEN["a jpeg"]())),
    "half a webp": (415, lambda: cut(TAKEN["webp"]())),
    "half a gif": (422, lambda: cut(TAKEN["a gif"]())),
    "half a bmp": (422, lambda: cut(TAKEN["bmp"]())),
    "a png of rubbish": (422, lambda: png(64, 64, b"rubbish" * 30)),
    "a png with too few rows": (422, lambda: png(64, 64, zlib.compress(bytes(65 * 9)))),
    "a png without pixels": (415, lambda: png(0, 0, zlib.compress(b""))),
    "a bomb": (422, bomb),
    "a bomb in words": (415, text_bomb),
    "a header of 65,000 by 65,000": (422, lambda: png(65_000, 65_000, b"")),
    "a header of 2**31 - 1": (422, lambda: png(2**31 - 1, 2**31 - 1, b"")),
    "20,000 by 1": (422, lambda: file(Image.new("L", (20_000, 1)))),
    "1 by 1": (422, lambda: file(Image.new("L", (1, 1)))),
    "7 by 400": (422, lambda: file(Image.new("L", (7, 400)))),
    "one colour": (422, lambda: file(Image.new("RGB", (400, 300), "teal"))),
    "nothing at all": (422, lambda: file(Image.new("RGBA", (400, 300)))),
    "a gif of 2": (422, lambda: moving("GIF", 2)),
    "a gif of 1,000": (422, lambda: moving("GIF", 1000)),
    "a moving png": (422, lambda: moving("PNG", 5)),
    "a moving webp": (422, lambda: moving("WEBP", 5)),
}
# Each is made once.
TAKEN = {name: cache(make) for name, make in TAKEN.items()}
REFUSED = {name: (status, cache(make)) for name, (status, make) in REFUSED.items()}
