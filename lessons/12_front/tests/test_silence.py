"""What is on a picture besides the picture reaches no log, no answer and no disk."""

import os
import re
import subprocess
import sys
import time

import pytest
import requests
from starlette.formparsers import MultiPartParser

from app.decoding import MAX_BYTES
from tests.live import PROJECT, answers, free_port
from tests.pictures import REFUSED, SECRET, TAKEN, as_a_phone, file, three

NAME = "rose-lane-12.png"
TOLD = re.compile(rb"rose|51\.5072|0\.1276|latitude", re.IGNORECASE)


@pytest.fixture
def watched(tmp_path):
    """(address of a server, its log, the folder for its temporary files)"""
    port, temporary = free_port(), tmp_path / "temporary"
    temporary.mkdir()
    url, log = f"http://127.0.0.1:{port}", tmp_path / "log"
    # The folder stays as it is, so that a relative MODEL_DIR means the same there.
    command = [sys.executable, "-m", "uvicorn", "app.main:app", "--port", str(port)]
    command += ["--app-dir", str(PROJECT)]
    env = os.environ | {"TMPDIR": str(temporary), "TEMP": str(temporary)}
    with (
        log.open("wb") as out,
        subprocess.Popen(command, env=env, stdout=out, stderr=out) as process,
    ):
        try:
            assert answers(url, process, 120)
            yield url, log, temporary
        finally:
            process.terminate()


def test_names_and_places_are_told_nowhere(watched):
    url, log, temporary = watched
    sent = [as_a_phone(6), TAKEN["a comment"](), TAKEN["with a colour profile"]()]
    sent += [b"no picture " + SECRET, file(three()) + SECRET, SECRET * 100]
    sent += [make() for _, make in REFUSED.values()]
    with requests.Session() as session:
        session.trust_env = False
        for data in sent:
            form = {"file": (NAME, data, f"image/{NAME}")}
            answer = session.post(f"{url}/predict-image?seen=true", files=form)
            assert answer.status_code in (200, 415, 422), answer.text
            assert not TOLD.search(answer.content + str(answer.headers).encode())
    lines = wait_for(log, len(sent))
    assert not TOLD.search(lines), TOLD.search(lines)
    assert [*temporary.rglob("*")] == []


def wait_for(log, count):
    """Return the log's bytes as soon as so many requests stand in it."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if (lines := log.read_bytes()).count(b"/predict-image") >= count:
            return lines
        time.sleep(0.05)
    raise AssertionError("the log lacks requests")


def test_an_upload_stays_in_memory(client, monkeypatch):
    """Else a large one is written to a temporary file, with all that is in it."""
    assert MultiPartParser.spool_max_size > MAX_BYTES
    opened = []

    def rollover(self):
        opened.append(self)
        raise OSError("it goes to the disk")

    monkeypatch.setattr("tempfile.SpooledTemporaryFile.rollover", rollover)
    picture = file(three())
    padded = picture + bytes(MAX_BYTES - len(picture))
    answer = client.post("/predict-image", files={"file": (NAME, padded)})
    assert answer.json()["prediction"] == "3" and opened == []


def test_nothing_is_written_into_the_project(client):
    before = {path for path in PROJECT.rglob("*") if "__pycache__" not in path.parts}
    client.post("/predict-image", files={"file": (NAME, as_a_phone(3))})
    after = {path for path in PROJECT.rglob("*") if "__pycache__" not in path.parts}
    assert after - before == set()


def test_a_name_of_any_kind(client):
    up = "/".join(["..", "..", "etc", "passwd"])
    for name in (up, "a\\b.png", "ü 😀.png", "x" * 2000, "<script>"):
        answer = client.post("/predict-image", files={"file": (name, file(three()))})
        assert answer.status_code == 200 and answer.json()["prediction"] == "3"
