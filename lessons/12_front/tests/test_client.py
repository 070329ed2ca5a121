"""The client, against a real server and against one that misbehaves."""

import subprocess
import sys
from pathlib import Path

import pytest
import requests
from client import DigitClient, Refused, content

from tests.pictures import REFUSED, TAKEN

PROJECT = Path(__file__).resolve().parent.parent


def test_bytes_or_a_path(server, tmp_path):
    client, data = DigitClient(server), TAKEN["a jpeg"]()
    (tmp_path / "three.jpg").write_bytes(data)
    answer = client.predict(data)
    assert answer["prediction"] == "3"
    assert client.predict(tmp_path / "three.jpg") == answer
    assert client.predict(str(tmp_path / "three.jpg")) == answer


@pytest.mark.parametrize("name", ["empty", "pdf", "half a jpeg"])
def test_a_refusal_says_why(server, name):
    with pytest.raises(Refused) as caught:
        DigitClient(server).predict(REFUSED[name][1]())
    assert str(caught.value).endswith(".")


def test_too_large(server):
    with pytest.raises((Refused, requests.ConnectionError)):
        DigitClient(server).predict(bytes(6_000_000))


def test_nobody_there():
    with pytest.raises(requests.ConnectionError):
        DigitClient("http://127.0.0.1:1", timeout=(1, 1)).predict(b"x")


def test_an_answer_that_is_none():
    answer = requests.Response()
    answer._content = b"[1]"
    assert content(answer) is None
    answer._content = b"<html>"
    assert content(answer) is None


def test_from_the_command_line(server, tmp_path):
    (tmp_path / "three.png").write_bytes(TAKEN["a png"]())
    for picture in ("-", str(tmp_path / "three.png")):
        command = [sys.executable, "client.py", picture, server]
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
        assert '"prediction": "3"' in done.stdout, done.stderr
    for picture in ("nowhere.png", str(PROJECT / "client.py")):
        command = [sys.executable, "client.py", picture, server]
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)
        assert done.returncode == 1 and done.stderr.startswith("No answer: ")
        assert "Traceback" not in done.stderr
