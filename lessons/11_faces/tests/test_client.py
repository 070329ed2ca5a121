"""The client, against a real server."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import requests
from client import FacesClient, Refused, content

from app.schemas import CONSENT
from tests.live import live_server
from tests.pictures import REFUSED

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture
def service(environment):
    with live_server() as url:
        yield url


def test_from_enrolment_to_oblivion(service, keys, new_person):
    client, ada, other = FacesClient(service, keys["all"]), new_person(), new_person()
    pictures = ada.pictures(5)
    person = client.enrol("Ada Holm", pictures, CONSENT, request="one")
    again = client.enrol("Ada Holm", pictures, CONSENT, request="one")
    assert again["id"] == person["id"]
    told = [client.identify(one)["person"] for one in ada.pictures(5)]
    assert sum(one is not None and one["id"] == person["id"] for one in told) >= 3
    assert sum(client.verify(person["id"], one)["same"] for one in ada.pictures(5)) >= 3
    assert not client.verify(person["id"], other.pictures(1)[0])["same"]
    assert [each["id"] for each in client.people()] == [person["id"]]
    client.forget(person["id"], person["pictures"][0])
    for _ in range(2):  # a lost answer, and once more
        client.forget(person["id"])
    assert list(client.people()) == []
    assert client.identify(ada.pictures(1)[0])["person"] is None


def test_more_people_than_a_page(service, keys, new_person):
    client = FacesClient(service, keys["all"])
    made = [client.enrol("Bo", new_person().pictures(1), CONSENT) for _ in range(3)]
    client.session.params = {"limit": 2}
    assert {one["id"] for one in client.people()} == {one["id"] for one in made}


def test_it_says_why_not(service, keys):
    client = FacesClient(service, keys["all"])
    with pytest.raises(Refused, match=r"^415: This is no picture"):
        client.identify(REFUSED["pdf"][1]())
    with pytest.raises(Refused, match=r"^422: Consent is needed"):
        client.enrol("Ada", [b"x"], "2020-1")
    with pytest.raises(Refused, match=r"^403: This key is not for"):
        FacesClient(service, keys["recognise"]).forget("0" * 16)
    with pytest.raises(Refused, match=r"^401: "):
        FacesClient(service, "wrong").identify(b"x")


def test_a_face_does_not_travel_in_the_open():
    with pytest.raises(ValueError, match="https only"):
        FacesClient("http://faces.example", "key")
    with pytest.raises(ValueError, match="no key"):
        FacesClient("http://127.0.0.1", "ключ")


def test_an_answer_that_is_none():
    answer = requests.Response()
    for text in (b"[1]", b"<html>"):
        answer._content = text
        assert content(answer) is None


def test_from_the_command_line(service, keys, monkeypatch):
    command = [sys.executable, "client.py", service]
    monkeypatch.setenv("API_KEY", keys["all"])
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
    told = json.loads(done.stdout)
    assert told == {"known": "Somebody Drawn", "stranger": None}, done.stderr
    assert list(FacesClient(service, keys["all"]).people()) == []
    monkeypatch.setenv("API_KEY", "wrong")
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
    assert done.stderr.startswith("No answer: 401") and "Traceback" not in done.stderr
