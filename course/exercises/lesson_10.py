"""The checks of notebook 10. Arguments are names in the notebook."""

import base64
import io
import math
import struct
import sys
import traceback
import zlib
from contextlib import ExitStack, contextmanager
from functools import cache
from itertools import pairwise
from numbers import Real
from unittest.mock import patch
from urllib.parse import quote

import numpy as np
import requests
from PIL import GifImagePlugin, Image, ImageFile, TiffImagePlugin, WebPImagePlugin

from course.exercises import (
    ROOT,
    Close,
    NotYet,
    call,
    exercise,
    letter,
    own_lines,
    returned,
    shown,
    theirs,
)


@exercise(
    "10.1",
    "The second line says what kind of body was sent. What kind carries files?",
    "`requests.post` has two arguments that make a form, `data=` and `files=`. What does "
    "each make of bytes?",
)
def explain_this_error(cause):
    letter(
        cause,
        "c",
        {
            "a": "the service has not looked at the picture yet: the complaint is about the "
            "field `file`. And the same bytes were taken above.",
            "b": "then the complaint would be that the field is missing.",
            "d": "what is too large is a 413. What does the second line say of the body?",
        },
    )
    return (
        "Right: `data=` makes a form of texts; `files=` makes one that carries files."
    )


# --- 10.2 -----------------------------------------------------------------------------

OTHERS = {
    "GIF": GifImagePlugin.GifImageFile,
    "TIFF": TiffImagePlugin.TiffImageFile,
    "WEBP": WebPImagePlugin.WebPImageFile,
}


def saved(kind, size, mode="RGB"):
    out = io.BytesIO()
    Image.new(mode, size, 1).save(out, kind)
    return out.getvalue()


@cache
def bomb(side=13_000):
    """A PNG of some kilobytes that has many pixels."""

    def chunk(name, data):
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    header = struct.pack(">2I5B", side, side // 2, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(side // 2 * (side // 8 + 1)), 9)
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    return start + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


class Unpacked(BaseException):
    """Pixels were asked for; not an Exception, so that nobody catches it by chance."""


@contextmanager
def watched():
    """Let nothing be unpacked, and no other decoder look; yield (unpacked, looked)."""
    unpacked, looked = [], []

    def load(self):
        frames = reversed(traceback.extract_stack())
        unpacked.append(next((f.line for f in frames if is_own(f)), ""))
        raise Unpacked

    def other(kind):
        def look(self):
            looked.append(kind)
            raise SyntaxError("another decoder")

        return look

    with ExitStack() as stack:
        stack.enter_context(patch.object(ImageFile.ImageFile, "load", load))
        for kind, decoder in OTHERS.items():
            stack.enter_context(patch.object(decoder, "_open", other(kind)))
        yield unpacked, looked


def is_own(frame):
    return "ipykernel" in frame.filename or "<ipython" in frame.filename


@exercise(
    "10.2",
    "`Image.open` reads the header only, and a picture has a `size`. Who needs the pixels?",
    "`Image.open(…, formats=[…])` tries no other formats, and raises an error where none "
    "fits. Look at `opened`, above.",
)
def look_before_you_unpack(size_of):
    name = "size_of"
    pictures = {
        "a PNG, 30 wide and 20 high": (saved("PNG", (30, 20)), (30, 20)),
        "a JPEG, 17 wide and 40 high": (saved("JPEG", (17, 40)), (17, 40)),
        "a PNG with transparency, 9 by 9": (saved("PNG", (9, 9), "RGBA"), (9, 9)),
        "a PNG of 13,000 by 6,500": (bomb(), (13_000, 6500)),
        "a JPEG that is cut short": (saved("JPEG", (640, 480))[:-99], (640, 480)),
    }
    others = {
        "an empty file": b"",
        "a text": b"no picture",
        "the first bytes of a PNG": b"\x89PNG\r\n\x1a\n",
        "a GIF": saved("GIF", (30, 20)),
        "a TIFF": saved("TIFF", (30, 20)),
        "a WEBP": saved("WEBP", (30, 20)),
        "a PDF": b"%PDF-1.7\n",
    }
    for like, (data, size) in pictures.items():
        said = asked(size_of, data, like, name)
        if said is None:
            raise Close(f"{like} is a picture, and you return None.")
        if not isinstance(said, tuple | list) or len(said) != 2:
            problem = f"{like}: I expected two numbers, and got {shown(said)}"
            raise NotYet(f"{problem}. Pillow says it as width and height.")
        if tuple(said) == size[::-1] != size:
            raise Close(f"{like}: you return {shown(said)}. Which comes first?")
        if tuple(said) != size:
            raise Close(f"{like}: you return {shown(said)}, and it is {size}.")
    for like, data in others.items():
        said = asked(size_of, data, like, name)
        if said is not None:
            raise Close(f"{like}: you return {shown(said)}, and it is to be None.")
    return "Right: only headers were read, and only by the two decoders that you chose."


def asked(size_of, data, like, name):
    """What the learner's function says of some bytes."""
    said, trouble = None, None
    with watched() as (unpacked, looked):
        try:
            said = call(size_of, data, name=name)
        except NotYet:
            raise
        except Unpacked:
            pass
        except Exception as error:
            trouble = error
    if unpacked:
        where = f" by your line `{unpacked[0]}`" if unpacked[0] else ""
        raise NotYet(f"{like}: its pixels are unpacked{where}.")
    if looked:
        text = f"the decoder for {looked[0]} has looked at a stranger's bytes"
        raise Close(f"{like}: {text}. Which decoders did you mean to ask?")
    if trouble:
        if not own_lines(trouble):
            raise trouble
        raise Close(f"{like}: {theirs(trouble)}")
    return said


# --- 10.3 -----------------------------------------------------------------------------


def cases():
    """(digits, strangers, most) with which a limit is chosen."""
    random = np.random.default_rng(10)
    near, far = random.normal(20, 3, 200), random.normal(34, 6, 150)
    yield near, far, 0.04
    yield near, far, 0.0
    yield near.tolist(), far.tolist(), 0.1
    yield [10.0, 12.0, 14.0, 16.0, 30.0], [15.0, 17.0, 20.0, 31.0], 0.2
    yield [10.0, 12.0, 14.0, 16.0, 30.0], [15.0, 17.0, 20.0, 31.0], 0.19
    yield [20.0] * 50 + [25.0] * 50, [20.0, 24.0, 26.0], 0.3
    yield [20.0] * 50 + [25.0] * 50, [20.0, 24.0, 26.0], 0.5
    yield [18.0, 11.0, 25.0], [], 0.4
    yield random.normal(50, 4, 99), random.normal(40, 9, 99), 0.05


@exercise(
    "10.3",
    "At which limits is the share of refused digits small enough? Of those, which one lets "
    "the fewest strangers through?",
    "Only the digits' own distances are worth trying as limits: between two of them nobody "
    "else is refused, and strangers come in.",
    "`min(d for d in digits if …)`, with the share of digits that are larger than `d`.",
)
def choose_the_limit(choose_limit):
    name = "choose_limit"
    for digits, strangers, most in cases():
        kept = np.array(digits).copy(), np.array(strangers).copy()
        limit = call(choose_limit, digits, strangers, most, name=name)
        limit = number(limit, name)
        same = np.array_equal(digits, kept[0]) and np.array_equal(strangers, kept[1])
        if not same:
            raise Close("the distances that you were given have changed.")
        digits, strangers = kept
        about = f"{len(digits)} digits, {len(strangers)} strangers, most={most}: "
        if math.isnan(limit):
            raise Close(f"{about}the limit is NaN, and nothing is larger than that.")
        refused, through = (digits > limit).mean(), (strangers <= limit).sum()
        if refused > most + 1e-12:
            text = f"at {limit:.4g}, {refused:.1%} of the digits are refused"
            raise NotYet(f"{about}{text}, which is too many.")
        best = min(d for d in digits if (digits > d).mean() <= most + 1e-12)
        fewest = (strangers <= best).sum()
        if through > fewest:
            text = f"at {limit:.4g}, {through} strangers are let through. Another limit"
            raise Close(f"{about}{text} refuses few enough, and lets {fewest} through.")
    return "Right: no limit refuses as few digits and lets fewer strangers through."


def number(value, name):
    if type(value).__module__ == "numpy" and not getattr(value, "shape", True):
        value = value.item()
    return float(returned(value, Real, "a number", name))


# --- 10.4 -----------------------------------------------------------------------------


@cache
def post():
    """{name: bytes} of what lies in the letter box, from the project's own collection."""
    if (folder := str(ROOT / "lessons" / "10_images")) not in sys.path:
        sys.path.append(folder)
    from tests.pictures import REFUSED, TAKEN, file
    from training.drawn import digits, noise, strangers

    drawn, _ = digits(5, seed=31)
    letters = strangers(3, seed=32)
    box = {f"Mrs Holm {i}.png": file(one) for i, one in enumerate(drawn)}
    box |= {"ticket.jpg": REFUSED["half a jpeg"][1](), "": TAKEN["a phone, 6"]()}
    box |= {f"Mr Berg {i}.png": file(one) for i, one in enumerate(letters)}
    box["blank sheet.png"] = REFUSED["one colour"][1]()
    box["telephone.heic"] = REFUSED["heic"][1]()
    box["renamed.heic"] = TAKEN["a jpeg"]()
    box["invoice.png"] = REFUSED["pdf"][1]()
    box["Ångström №5.png"] = TAKEN["white on nothing"]()
    box["snow.png"] = file(noise(np.random.default_rng(5), (64, 64)))
    return box


@cache
def really(url, data):
    """What the service says of a picture: (status, prediction or sentence)."""
    with requests.Session() as session:
        session.trust_env = False
        form = {"file": ("picture", data)}
        answer = session.post(f"{url}/predict-image", files=form, timeout=60)
    told = answer.json()
    return answer.status_code, told.get("prediction", told.get("detail"))


@contextmanager
def overheard():
    """Collect the requests that are sent meanwhile."""
    sent, send = [], requests.Session.send

    def noted(session, request, **how):
        sent.append(request)
        return send(session, request, **how)

    with patch.object(requests.Session, "send", noted):
        yield sent


@exercise(
    "10.4",
    "Three things can come back: a digit, unknown, or a refusal, which has no prediction. "
    "What tells the third from the others?",
    "A refusal's sentence is its `detail`. And `(name, data)` in `files=` sends the name "
    "along: what else could stand there?",
)
def sort_the_post(sort_post, server):
    name = "sort_post"
    try:
        requests.get(f"{server.url}/health", timeout=60)
    except requests.RequestException:
        raise NotYet(
            "your service does not answer. Start it: "
            '`server = serve("../lessons/10_images")`'
        ) from None
    whole = post()
    keys = list(whole)
    boxes = [whole, {}, {k: whole[k] for k in keys[7:3:-1]}]
    for box in boxes:
        given = dict(box)
        with overheard() as sent:
            try:
                said = call(sort_post, server.url, given, name=name)
            except NotYet:
                raise
            except Exception as error:
                if not own_lines(error):
                    raise
                raise NotYet(f"a box of {len(box)}: {theirs(error)}") from None
        if given != box or list(given) != list(box):
            raise Close("the letter box that you were given is another one now.")
        said = returned(said, tuple | list, "two dictionaries and a list", name)
        if len(said) != 3:
            raise NotYet(f"I expected three things, and got {shown(said)}.")
        judge(box, *said, {key: really(server.url, box[key]) for key in box})
        quiet(box, sent)
    return "Right: each letter is where it belongs, and nobody was told whose it is."


def judge(box, digits, unknown, refused, truth):
    """Say what is wrong with how a box was sorted, if anything is."""
    for part, what in ((digits, "first"), (refused, "third")):
        if not isinstance(part, dict):
            raise NotYet(f"the {what} should be a dictionary, and is {shown(part)}.")
    if not isinstance(unknown, list | tuple | set):
        raise NotYet(f"the second should be a list of names, and is {shown(unknown)}.")
    names = [*digits, *unknown, *refused]
    if strange := [one for one in names if one not in box]:
        raise Close(f"there is no letter named {shown(strange[0])} in the box.")
    for one, other in pairwise(sorted(names)):
        if one == other:
            raise Close(f"{shown(one)} has been sorted twice.")
    for one, (status, told) in truth.items():
        here = f"{shown(one)}, to which the service says {status}"
        if one not in names:
            raise NotYet(f"{here}, is nowhere in what you return.")
        right = "refused" if status != 200 else "unknown"
        right = right if status != 200 or told == "unknown" else "digits"
        yours = "digits" if one in digits else "unknown"
        yours = "refused" if one in refused else yours
        if (right, yours) == ("unknown", "digits") and digits[one] != told:
            kept = f"you call it a {shown(digits[one])}"
            raise NotYet(
                f"{here} ({shown(told)}): {kept}, the best guess if it were one."
            )
        if right != yours:
            raise NotYet(f"{here} ({shown(told)}), is among your {yours}.")
        kept = digits.get(one, refused.get(one))
        if right != "unknown" and kept != told:
            raise Close(f"of {shown(one)} you keep {shown(kept)}, it is {shown(told)}.")


def quiet(box, sent):
    """Close, if a name in the box was sent along with a picture."""
    for request in sent:
        body = request.body if isinstance(request.body, bytes) else b""
        places = {
            "in the form": body[:400] + body[-200:],
            "in a header": str(request.headers).encode(),
            "in the address": (request.url or "").encode(),
        }
        for one in filter(None, box):
            plain = one.encode()
            names = {plain, quote(one).encode(), ascii(one)[1:-1].encode()}
            names |= {base64.b64encode(plain), plain.hex().encode()}
            for where, text in places.items():
                if any(name in text for name in names):
                    told = f"the service was told the name {shown(one)}, {where}."
                    raise Close(f"{told} Whose letter it is, stays with you.")
