"""The endpoints: enrol somebody, say who it is, list and export, forget."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Response, Security

from app.decoding import MAX_BYTES
from app.dependencies import (
    A_PLACE,
    MOST,
    Picture,
    Pictures,
    TheRecogniser,
    TheStore,
    as_png,
    seen,
)
from app.schemas import (
    CONSENT,
    After,
    Consent,
    Enrolled,
    Health,
    Id,
    IdempotencyKey,
    Identified,
    Keep,
    Limit,
    Name,
    People,
    Stored,
    Verified,
)
from app.security import known_client
from app.store import Conflict

FORM = 100_000  # bytes around the pictures, and the other fields
NOBODY = "There is nobody with this id."


class PngResponse(Response):
    media_type = "image/png"


def for_scope(scope, body, files=0):
    """Return a router that wants a key for `scope`, and takes so many bytes."""
    return APIRouter(
        dependencies=[Security(known_client, scopes=[scope])],
        max_body_size=body,
        form_limits={"max_files": files, "max_fields": 10},
    )


health = APIRouter()
looking = for_scope("recognise", MAX_BYTES + FORM, 1)
enrolment = for_scope("enrol", MOST * MAX_BYTES + FORM, MOST)
admin = for_scope("admin", 0)


@health.head("/health", include_in_schema=False)
@health.get("/health")
def is_well(recogniser: TheRecogniser) -> Health:
    """Answer as soon as faces can be looked at."""
    return {"status": "ok", "embedder": recogniser.embedder.name}


@looking.post("/identify", dependencies=[A_PLACE])
def identify(data: Picture, recogniser: TheRecogniser, store: TheStore) -> Identified:
    """Say whose face is on a picture, or null: most people are not enrolled here."""
    found, far = recogniser.identify(seen(data, recogniser)[1])
    person = store.person(found) if found else None
    return {"person": person, "distance": far, "threshold": recogniser.threshold}


@looking.post("/verify", dependencies=[A_PLACE])
def verify(
    data: Picture, person: Annotated[Id, Form()], recogniser: TheRecogniser
) -> Verified:
    """Say whether it is the person that it is said to be."""
    far = recogniser.distance_to(person, seen(data, recogniser)[1])
    if far is None:
        raise HTTPException(404, NOBODY)
    same = far <= recogniser.threshold
    return {"same": same, "distance": far, "threshold": recogniser.threshold}


@enrolment.post("/people", status_code=201, dependencies=[A_PLACE])
def enrol(
    name: Name,
    consent: Consent,
    pictures: Pictures,
    store: TheStore,
    recogniser: TheRecogniser,
    response: Response,
    keep_pictures: Keep = False,
    idempotency_key: IdempotencyKey = None,
) -> Enrolled:
    """Enrol somebody by one to five pictures, all of them or none.

    With an `Idempotency-Key`, the same request again has the same person (200), so who
    has lost an answer can send it again. `consent` is the version of the text that the
    person has agreed to. Unless asked for, pictures are not kept, but only vectors.
    """
    if consent != CONSENT:
        raise HTTPException(422, f"Consent is needed to the text of version {CONSENT}.")
    rows = []
    for number, data in enumerate(pictures, start=1):
        picture, vector = seen(data, recogniser, f"Picture {number}: ")
        rows.append((vector, as_png(picture) if keep_pictures else None))
    request = None
    if idempotency_key:  # without our key, a fingerprint tells nothing
        mark = store.seal.fingerprint
        request = mark(idempotency_key.encode()), mark(name.encode(), *pictures)
    try:
        person, new = store.enrol(name, rows, consent, request)
    except Conflict:
        text = "This Idempotency-Key came with another request before."
        raise HTTPException(409, text) from None
    response.status_code = 201 if new else 200
    similar = recogniser.near([vector for vector, _ in rows]) - {person.id}
    return person.model_dump() | {"similar": sorted(similar)}


@admin.get("/people")
def everybody(store: TheStore, limit: Limit = 100, after: After = "") -> People:
    """List who is enrolled, in the order of their ids, from the one after `after`."""
    return {"people": store.everybody(limit, after)}


@admin.get("/people/{person}")
def export(person: Id, store: TheStore) -> Stored:
    """Tell all that is stored about somebody."""
    if (found := store.person(person)) is None:
        raise HTTPException(404, NOBODY)
    kept = [each for each in found.pictures if store.kept(person, each)]
    vectors = store.vectors(person)[1].tolist()
    return found.model_dump() | {"vectors": vectors, "kept": kept}


@admin.get("/people/{person}/pictures/{picture}", response_class=PngResponse)
def kept_picture(person: Id, picture: Id, store: TheStore):
    """Return a picture that was kept: grey, small, without what it was sent with."""
    if data := store.kept(person, picture):
        return PngResponse(data)
    raise HTTPException(404, "No such picture is kept.")


@admin.delete("/people/{person}", status_code=204)
def forget(person: Id, store: TheStore) -> None:
    """Forget somebody: nothing of them is left in any file."""
    if not store.forget(person):
        raise HTTPException(404, NOBODY)


@admin.delete("/people/{person}/pictures/{picture}", status_code=204)
def forget_picture(person: Id, picture: Id, store: TheStore) -> None:
    """Forget one picture, and keep the person."""
    if store.forget_picture(person, picture):
        return
    found = store.person(person)
    if found and picture in found.pictures:
        text = "It is the only picture: delete the person instead."
        raise HTTPException(409, text)
    raise HTTPException(404, "There is no such picture of such a person.")
