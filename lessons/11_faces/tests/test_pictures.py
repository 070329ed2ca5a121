"""Pictures of every kind show the same person; files that are none are refused."""

import pytest

from app.decoding import PictureError, decode
from app.embedding import DrawnEmbedder, FaceError, distance
from tests.pictures import REFUSED, SECRET, TAKEN
from tests.test_api import enrol, identify, refusal


@pytest.fixture(scope="module")
def embedder():
    return DrawnEmbedder()


@pytest.mark.parametrize("name", TAKEN)
def test_it_is_the_same_person(embedder, name):
    known = embedder.embed(decode(TAKEN["a png"]()))
    assert distance(known, embedder.embed(decode(TAKEN[name]()))) < embedder.threshold


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused(embedder, name):
    with pytest.raises((PictureError, FaceError)) as caught:
        embedder.embed(decode(REFUSED[name][1]()))
    assert caught.value.status == REFUSED[name][0]


@pytest.mark.parametrize("name", ["a text", "half a jpeg", "a bomb", "noise", "svg"])
def test_a_refusal_has_a_sentence_and_the_number_of_the_picture(client, name):
    status, data = REFUSED[name][0], REFUSED[name][1]()
    told = refusal(identify(client, data))
    assert told[0] == status and told[1].endswith(".")
    told = refusal(enrol(client, [TAKEN["a png"](), data]))
    assert told[0] == status and told[1].startswith("Picture 2: ")


def test_nothing_of_a_picture_is_in_an_answer_a_log_or_a_file(client, tmp_path):
    data = {"name": "Ada", "consent": "2026-1", "keep_pictures": "true"}
    answers = []
    for name in ("a phone, 6", "a comment"):
        assert SECRET in TAKEN[name]()
        file = ("files", (SECRET.decode(), TAKEN[name]()))
        answers.append(client.post("/people", data=data, files=[file]))
        answers.append(identify(client, TAKEN[name]()))
    assert all(answer.is_success and SECRET not in answer.content for answer in answers)
    person = answers[0].json()
    path = f"/people/{person['id']}/pictures/{person['pictures'][0]}"
    assert SECRET not in client.get(path).content
    assert not any(
        SECRET in path.read_bytes() for path in tmp_path.iterdir() if path.is_file()
    )
