"""How the notebook of lesson 12 gets its answers from the model itself."""

from functools import cache

from app.decoding import decode
from app.passport import load_model, read_passport
from app.preprocessing import DustError, preprocess
from tests.pictures import REFUSED, TAKEN, file
from training.drawn import digits, strangers

PATH = "/predict-image"
NAMES = [f"row{row}_column{column}" for row in range(8) for column in range(8)]


def picture():
    """The name of a picture that works, and its bytes."""
    return "small", TAKEN["small"]()


def collection():
    """Pictures that have an answer, and files that have none, all as bytes."""
    refused = {name: (status, make()) for name, (status, make) in REFUSED.items()}
    return {"taken": {n: make() for n, make in TAKEN.items()}, "refused": refused}


@cache
def loaded():
    return load_model("digits", NAMES)[0], read_passport("digits")


def seen(data):
    """What the service says of a picture, by the model's own parts."""
    parts, passport = loaded()
    said = {"prediction": "unknown", "confidence": None, "reason": None, "top": []}
    said |= {"distance": None, "limit": passport["limit"], "seen": None}
    said["model"] = {"name": "digits", "version": passport["version"]}
    try:
        row = preprocess(decode(data)).ravel()
    except DustError as error:
        return said | {"reason": str(error)}
    chances = parts["classifier"].predict_proba([row])[0]
    order = chances.argsort()[::-1][:3]
    names = [passport["classes"][i] for i in order]
    pairs = zip(names, chances[order].tolist(), strict=True)
    said["top"] = [{"digit": name, "probability": share} for name, share in pairs]
    said["distance"] = parts["neighbours"].kneighbors([row])[0].mean().item()
    if said["distance"] > passport["limit"]:
        unlike = "This is unlike every digit that the model has learnt from."
        return said | {"reason": unlike}
    return said | {"prediction": names[0], "confidence": chances[order[0]].item()}


def answer(path, name):
    """The answer to a picture of the collection."""
    return seen(TAKEN[name]())


def cases():
    drawn = digits(20, seed=41)[0] + strangers(8, seed=42)
    sent = [file(one) for one in drawn] + [make() for make in TAKEN.values()]
    return [(PATH, data, seen(data)) for data in sent]


def through_the_client(url, cases):
    from client import DigitClient

    client = DigitClient(url)
    for _, data, expected in cases:
        assert client.predict(data) == expected
    return len(cases)
