"""How the notebook of lesson 11 gets its answers: from the embedder and the store."""

import base64
import os
import secrets
import tempfile
from functools import cache
from pathlib import Path

from app.decoding import decode
from app.embedding import DrawnEmbedder
from app.model import Recogniser
from app.schemas import CONSENT
from app.security import new_key
from app.store import Store
from tests.pictures import REFUSED, TAKEN, file
from training.drawn import people

PATH = "/identify"
SCOPES = ["recognise", "enrol", "admin"]
PUBLIC = {"/health": "whoever watches it has no key"}


def environment():
    """A service with twenty drawn people, and a key for all that can be asked."""
    folder = Path(tempfile.mkdtemp())
    values = {
        "API_KEY": new_key(folder / "keys.json", "proof", SCOPES),
        "FACES_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
        "KEYS_FILE": str(folder / "keys.json"),
        "STORE_FILE": str(folder / "people.db"),
        "RATE_LIMIT": "1000000/minute",
        "GUESS_LIMIT": "1000000/minute",
    }
    embedder = loaded()
    key = base64.b64decode(values["FACES_KEY"])
    store = Store(folder / "people.db", key, embedder.name)
    pictures = people(20, 3, seed=41)[0]
    for number in range(20):
        mine = pictures[3 * number : 3 * number + 3]
        rows = [(embedder.embed(one), None) for one in mine]
        store.enrol(f"Person {number}", rows, CONSENT)
    store.enrol(
        "Somebody Sent", [(embedder.embed(decode(picture()[1])), None)], CONSENT
    )
    return values


def headers():
    return {"X-API-Key": os.environ["API_KEY"]}


@cache
def loaded():
    return DrawnEmbedder()


@cache
def opened():
    key = base64.b64decode(os.environ["FACES_KEY"])
    return Store(Path(os.environ["STORE_FILE"]), key, loaded().name)


def picture():
    """The name of a picture that works, and its bytes."""
    return "small", TAKEN["small"]()


def collection():
    """Pictures that have an answer, and files that have none, all as bytes."""
    refused = {name: (status, make()) for name, (status, make) in REFUSED.items()}
    return {"taken": {n: make() for n, make in TAKEN.items()}, "refused": refused}


def forms():
    """{path: (the field of its picture, other fields)} of what takes forms only."""
    person = opened().everybody(1)[0].id
    enrolment = {"name": "Zoe Hill", "consent": CONSENT}
    return {
        PATH: ("file", {}),
        "/verify": ("file", {"person": person}),
        "/people": ("files", enrolment),
    }


# An enrolment has a new id each time, and an answer of its own.
NEW = ("/people",)


def seen(path, data):
    """What the service says of a picture, by the embedder and the store."""
    recogniser, store = Recogniser(loaded(), opened()), opened()
    vector, threshold = loaded().embed(decode(data)), loaded().threshold
    try:
        if path == PATH:
            found, far = recogniser.identify(vector)
            person = store.person(found).model_dump() if found else None
            return {"person": person, "distance": far, "threshold": threshold}
        far = recogniser.distance_to(forms()[path][1]["person"], vector)
        return {"same": far <= threshold, "distance": far, "threshold": threshold}
    finally:
        recogniser.gallery.watch.close()


def answer(path, name):
    """The answer to a picture of the collection, or to an address."""
    if name is not None:
        return seen(path, TAKEN[name]())
    return None


def cases():
    """Known people, and strangers."""
    drawn = people(20, 1, seed=41)[0] + people(10, 1, seed=43)[0]
    sent = [file(one) for one in drawn] + [make() for make in TAKEN.values()]
    return [(PATH, data, seen(PATH, data)) for data in sent]


def through_the_client(url, cases):
    from client import FacesClient

    client = FacesClient(url, os.environ["API_KEY"])
    for _, data, expected in cases:
        assert client.identify(data) == expected
    return len(cases)
