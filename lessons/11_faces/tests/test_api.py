"""Enrol, recognise, verify, forget: what the endpoints answer and refuse."""

import io

import pytest
from PIL import Image

from app.schemas import CONSENT
from app.store import SETTINGS
from tests.conftest import file

BLANK = file(Image.new("L", (120, 120), 200))


def enrol(client, pictures, name="Ada Holm", consent=CONSENT, key=None):
    data = {"name": name, "consent": consent}
    files = [("files", ("picture", each)) for each in pictures]
    headers = {"Idempotency-Key": key} if key else {}
    return client.post("/people", data=data, files=files, headers=headers)


def enrolled(client, pictures, **more):
    """Return the person as other endpoints tell it."""
    told = enrol(client, pictures, **more).json()
    return {name: value for name, value in told.items() if name != "similar"}


def identify(client, picture):
    return client.post("/identify", files={"file": ("picture", picture)})


def refusal(answer):
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["detail"]


def test_who_is_enrolled_is_recognised_and_a_stranger_is_not(client, new_person):
    ada, stranger = new_person(), new_person()
    person = enrolled(client, ada.pictures(4))
    told = [identify(client, one).json() for one in ada.pictures(6)]
    assert sum(one["person"] == person for one in told) >= 4
    told = [identify(client, one).json() for one in stranger.pictures(6)]
    assert sum(one["person"] is None for one in told) >= 5
    assert all(one["distance"] > one["threshold"] for one in told if not one["person"])


def test_where_nobody_is_enrolled_nobody_is_recognised(client, new_person):
    told = identify(client, new_person().pictures(1)[0]).json()
    assert told["person"] is None and told["distance"] is None


def test_verify(client, new_person):
    ada, other = new_person(), new_person()
    id_ = enrol(client, ada.pictures(4)).json()["id"]

    def same(picture, person=id_):
        form = {"data": {"person": person}, "files": {"file": ("picture", picture)}}
        return client.post("/verify", **form)

    assert sum(same(one).json()["same"] for one in ada.pictures(5)) >= 3
    assert sum(same(one).json()["same"] for one in other.pictures(5)) <= 1
    assert refusal(same(BLANK))[0] == 422
    assert refusal(same(ada.pictures(1)[0], "0" * 16))[0] == 404
    assert refusal(same(ada.pictures(1)[0], "nobody"))[0] == 422


def test_the_same_request_again_enrols_nobody_else(client, new_person):
    pictures = new_person().pictures(2)
    first, second = (enrol(client, pictures, key="request-1") for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    other = enrol(client, pictures, name="Somebody Else", key="request-1")
    assert refusal(other)[0] == 409
    assert len(client.get("/people").json()["people"]) == 1


def test_all_pictures_or_none(client, new_person):
    answer = enrol(client, [*new_person().pictures(2), BLANK])
    status, sentence = refusal(answer)
    assert status == 422 and sentence.startswith("Picture 3: No face is found")
    assert client.get("/people").json() == {"people": []}


def test_no_consent_no_enrolment(client, new_person):
    pictures = new_person().pictures(1)
    for consent in ("", "yes", "2020-1"):
        assert refusal(enrol(client, pictures, consent=consent))[0] == 422
    assert client.get("/people").json() == {"people": []}


def test_one_to_five_pictures(client, new_person):
    assert refusal(enrol(client, []))[0] == 422
    assert enrol(client, new_person().pictures(5)).status_code == 201
    assert refusal(enrol(client, new_person().pictures(6)))[0] in (400, 422)


def test_forgetting(client, new_person):
    ada = new_person()
    person = enrolled(client, ada.pictures(3))
    path = f"/people/{person['id']}"
    stored = client.get(path).json()
    assert {name: stored[name] for name in person} == person
    assert len(stored["vectors"]) == 3 and stored["kept"] == []
    one = person["pictures"][0]
    assert client.delete(f"{path}/pictures/{one}").status_code == 204
    assert refusal(client.delete(f"{path}/pictures/{one}"))[0] == 404
    assert client.get(path).json()["pictures"] == person["pictures"][1:]
    client.delete(f"{path}/pictures/{person['pictures'][1]}")
    last = f"{path}/pictures/{person['pictures'][2]}"
    assert refusal(client.delete(last))[0] == 409
    assert client.delete(path).status_code == 204
    assert refusal(client.delete(path))[0] == refusal(client.get(path))[0] == 404
    told = [identify(client, one).json()["person"] for one in ada.pictures(4)]
    assert told == [None] * 4


def test_pictures_are_kept_if_that_is_asked_for(client, new_person):
    photo = Image.open(io.BytesIO(new_person().pictures(1)[0]))
    photo.info, exif = {}, photo.getexif()
    exif[0x010E] = "taken at home"
    out = io.BytesIO()
    photo.save(out, "JPEG", exif=exif, comment=b"taken at home")
    data = {"name": "Ada", "consent": CONSENT, "keep_pictures": "true"}
    files = [("files", ("home.jpg", out.getvalue()))]
    person = client.post("/people", data=data, files=files).json()
    path = f"/people/{person['id']}"
    assert client.get(path).json()["kept"] == person["pictures"]
    kept = client.get(f"{path}/pictures/{person['pictures'][0]}")
    assert kept.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(kept.content)).size == photo.size
    assert b"home" in out.getvalue() and b"home" not in kept.content
    other = enrolled(client, new_person().pictures(1))
    path = f"/people/{other['id']}/pictures/{other['pictures'][0]}"
    assert refusal(client.get(path))[0] == 404


def test_the_same_person_twice_is_said(client, new_person):
    ada = new_person()
    first = enrol(client, ada.pictures(5)).json()
    assert first["similar"] == []
    assert enrol(client, ada.pictures(5)).json()["similar"] == [first["id"]]
    assert len(client.get("/people").json()["people"]) == 2


def test_people_page_by_page(client, new_person):
    for _ in range(3):
        enrol(client, new_person().pictures(1))
    [one, two] = client.get("/people", params={"limit": 2}).json()["people"]
    rest = client.get("/people", params={"limit": 2, "after": two["id"]}).json()
    assert one["id"] < two["id"] < rest["people"][0]["id"]
    for wrong in ({"limit": 0}, {"limit": 1001}, {"after": "' OR 1"}):
        assert refusal(client.get("/people", params=wrong))[0] == 422


def test_a_full_disk_costs_nobody(client, new_person, monkeypatch):
    person = enrolled(client, new_person().pictures(2))
    monkeypatch.setattr("app.store.SETTINGS", [*SETTINGS, "max_page_count = 1"])
    answers = [enrol(client, new_person().pictures(5)) for _ in range(20)]
    status, sentence = refusal(answers[-1])
    assert status == 503 and "cannot be read or stored" in sentence
    monkeypatch.undo()
    people = client.get("/people").json()["people"]
    assert person in people and all(each["pictures"] for each in people)


@pytest.mark.parametrize("scope", ["recognise", "enrol", "admin"])
def test_each_scope_opens_its_own_doors_and_no_others(client, keys, new_person, scope):
    picture = new_person().pictures(1)[0]
    doors = {
        "recognise": lambda: identify(client, picture),
        "enrol": lambda: enrol(client, [picture]),
        "admin": lambda: client.get("/people"),
    }
    client.headers["X-API-Key"] = keys[scope]
    statuses = {name: door().status_code for name, door in doors.items()}
    assert statuses.pop(scope) in (200, 201) and set(statuses.values()) == {403}


def test_without_a_key_only_health_answers(client):
    del client.headers["X-API-Key"]
    assert client.get("/health").status_code == 200
    for path in ("/people", "/docs", "/openapi.json", "/nowhere"):
        assert client.get(path).status_code == 401


def test_names_and_faces_are_in_no_log(client, new_person, tmp_path):
    person = enrol(client, new_person().pictures(2), name="Ada Holm").json()
    identify(client, new_person().pictures(1)[0])
    client.delete(f"/people/{person['id']}")
    log = (tmp_path / "log").read_text()
    assert log.count('"request"') >= 3
    assert "Ada" not in log and "Holm" not in log and person["id"] not in log


def test_another_worker_sees_who_is_enrolled_at_once(client, new_person):
    from fastapi.testclient import TestClient

    from app.main import create_app

    ada = new_person()
    with TestClient(create_app(), headers=client.headers) as other:
        identify(other, ada.pictures(1)[0])
        person = enrolled(client, ada.pictures(4))
        told = [identify(other, one).json()["person"] for one in ada.pictures(5)]
        assert told.count(person) >= 3
        client.delete(f"/people/{person['id']}")
        assert identify(other, ada.pictures(1)[0]).json()["person"] is None
