"""Who gets in, and how far: no key, a wrong key, another client's key."""

import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi import WebSocket
from starlette.websockets import WebSocketDisconnect

from app.config import Settings
from app.schemas import EXAMPLE
from app.security import (
    KeyFileError,
    KeyStore,
    changing,
    hashed,
    new_key,
    revoke,
    stored_keys,
)
from tests.conftest import running

threat = pytest.mark.threat
WRONG = ["", "open-sesame", "fraud_", "ü".encode(), b"\xff\xfe", "x" * 5000]


@threat("API2", "the answers", "a stranger", "a key for all but /health")
def test_no_key_gets_nowhere():
    with running() as stranger:
        for path in ("/detect-fraud", "/nowhere", "/docs", "/admin/keys"):
            for method in ("GET", "POST", "PUT", "OPTIONS"):
                answer = stranger.request(method, path, content="{")
                assert answer.status_code == 401 and answer.json()["status"] == 401
                assert answer.headers["WWW-Authenticate"]


@threat("API2", "the answers", "somebody who guesses", "256 random bits, hashed bytes")
@pytest.mark.parametrize("key", WRONG)
def test_a_wrong_key_is_refused_whatever_it_is(key, shop, keys):
    for wrong in (key, keys["shop"][:-1], keys["shop"] + "x"):
        answer = shop.post("/detect-fraud", json=EXAMPLE, headers={"X-API-Key": wrong})
        assert answer.status_code == 401


@threat("API2", "the answers", "a stranger at the page /docs", "the key as a password")
def test_the_docs_want_a_key_too(keys):
    with running() as browser:
        for path in ("/docs", "/openapi.json", "/docs/swagger-ui.css"):
            assert browser.get(path).headers["WWW-Authenticate"].startswith("Basic")
            for wrong in ("", "no", keys["shop"].upper()):
                assert browser.get(path, auth=("me", wrong)).status_code == 401
            assert browser.get(path, auth=("me", keys["shop"])).status_code == 200
        rubbish = {"Authorization": "Basic ü".encode()}
        assert browser.get("/docs", headers=rubbish).status_code == 401
        # A browser sends it to every page unasked, so it must not open the others.
        answer = browser.post("/detect-fraud", json=EXAMPLE, auth=("me", keys["shop"]))
        assert answer.status_code == 401


@threat("API1", "a client's decisions", "another client", "an owner for each decision")
def test_another_clients_key_finds_nothing(shop, keys):
    number = shop.post("/detect-fraud", json=EXAMPLE).headers["X-Request-Id"]
    mine = shop.get(f"/decisions/{number}")
    rivals = shop.get(f"/decisions/{number}", headers={"X-API-Key": keys["rival"]})
    never = shop.get("/decisions/00000000-0000-4000-8000-000000000000")
    assert mine.status_code == 200 and len(mine.json()) == 1
    assert (rivals.status_code, rivals.json()) == (404, never.json())


@threat("API5", "the list of clients", "a client who is curious", "scopes")
def test_a_key_for_predictions_is_none_for_admins(shop, keys):
    assert shop.get("/admin/keys").status_code == 403
    boss = shop.get("/admin/keys", headers={"X-API-Key": keys["boss"]})
    assert {each["name"] for each in boss.json()} >= {"shop", "rival", "boss"}
    shown = {"name", "scopes", "expires", "revoked"}
    assert all(set(each) == shown for each in boss.json())


@threat("API9", "the answers", "a web socket that somebody adds", "the gate, too")
def test_a_web_socket_is_closed_as_well(keys):
    with running() as stranger:

        @stranger.app.websocket("/feed")
        async def feed(socket: WebSocket):
            await socket.accept()

        closed = pytest.raises(WebSocketDisconnect)
        with closed as error, stranger.websocket_connect("/feed"):
            pass
    assert error.value.code == 1008


def test_health_says_no_where_nobody_can_get_in(keys, tmp_path):
    file = tmp_path / "keys.json"
    new_key(file, "shop", ["predict"])
    with running(keys_file=str(file)) as watcher:
        assert watcher.get("/health").status_code == 200
        file.write_text("[{}]")
        assert watcher.get("/health").status_code == 503
        file.unlink()
        assert watcher.get("/health").status_code == 503
        assert "The keys cannot be read" in watcher.get("/health").text


@threat("API2", "the answers", "the finder of a lost key", "revoking at once")
def test_a_key_can_be_made_and_revoked_while_it_runs(shop):
    file = Settings().keys_file
    lost = {"X-API-Key": new_key(file, "for a day", ["predict"])}
    assert shop.post("/detect-fraud", json=EXAMPLE, headers=lost).status_code == 200
    revoke(file, "for a day")
    assert shop.post("/detect-fraud", json=EXAMPLE, headers=lost).status_code == 401
    with pytest.raises(ValueError, match="no valid key"):
        revoke(file, "for a day")
    with pytest.raises(ValueError, match="taken"):
        new_key(file, "for a day", ["predict"])


@threat("API2", "the keys", "a reader of the key file", "only hashes are stored")
def test_the_file_holds_no_key(keys):
    file = Settings().keys_file
    assert not any(key in file.read_text("utf-8") for key in keys.values())
    assert not any(key[4:] in file.read_text("utf-8") for key in keys.values())
    assert {each.sha256 for each in stored_keys(file)} >= {
        hashed(key.encode()) for key in keys.values()
    }
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@threat("API2", "the answers", "the finder of an old key", "keys end")
def test_a_key_ends_by_itself(shop, keys):
    file = Settings().keys_file
    old = {"X-API-Key": new_key(file, "of last year", ["predict"], days=30)}
    assert shop.post("/detect-fraud", json=EXAMPLE, headers=old).status_code == 200
    with changing(file) as stored:
        stored[-1].expires = datetime.now(UTC) - timedelta(seconds=1)
    assert shop.post("/detect-fraud", json=EXAMPLE, headers=old).status_code == 401
    assert stored_keys(file)[-1].state() == "expired"
    with pytest.raises(ValueError, match="how many days"):
        new_key(file, "for no day", ["predict"], days=0)


PROGRAM = """
import sys
from app.security import new_key, revoke
file = sys.argv[1]
print("ready", flush=True)
for line in sys.stdin:
    what, name = line.split(maxsplit=1)
    name = name.strip()
    said = new_key(file, name, ["predict"]) if what == "new" else revoke(file, name)
    print(said, flush=True)
"""


def started(file):
    """A process that makes keys, and revokes them, as it is told line by line."""
    command = [sys.executable, "-c", PROGRAM, str(file)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    project = Path(__file__).resolve().parent.parent
    process = subprocess.Popen(command, cwd=project, **pipes)
    assert process.stdout.readline() == "ready\n"
    return process


@threat("API2", "the answers", "two who change keys at once", "a lock on the file")
def test_no_key_and_no_revocation_is_lost_in_a_crowd(tmp_path):
    file, store = tmp_path / "keys.json", None
    crowd = [started(file) for _ in range(4)]
    for turn in range(10):
        lost = new_key(file, f"lost {turn}", ["predict"])
        store = store or KeyStore(file)
        tasks = [f"revoke lost {turn}"]
        tasks += [f"new {turn} {number}" for number in range(3)]
        for process, task in zip(crowd, tasks, strict=True):
            process.stdin.write(f"{task}\n")
            process.stdin.flush()
        said = [process.stdout.readline().strip() for process in crowd]
        assert store.find(lost.encode()) is None, turn
        assert all(store.find(key.encode()) for key in said[1:]), turn
    for process in crowd:
        process.communicate()
    assert not list(tmp_path.glob("*.new"))


def test_a_change_that_fails_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    file = tmp_path / "keys.json"
    key = new_key(file, "shop", ["predict"])
    before = file.read_bytes()

    def full(number):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.passport.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        revoke(file, "shop")
    assert file.read_bytes() == before and not list(tmp_path.glob("*.new"))
    assert KeyStore(file).find(key.encode()).name == "shop"


@pytest.mark.parametrize("text", ["", "{}", "[1]", "\0", '[{"name": "Xmark"}]'])
def test_a_broken_file_says_so_and_shows_nothing(tmp_path, text):
    file = tmp_path / "keys.json"
    file.write_text(text)
    with pytest.raises(KeyFileError, match=r"keys\.json: this is no list") as error:
        KeyStore(file)
    assert "Xmark" not in str(error.value)


@threat(
    "API2", "the keys", "somebody who guesses on and on", "wrong keys are throttled"
)
def test_guessed_keys_are_throttled(keys):
    with running(guess_limit="5/minute") as guesser:

        def guess(key):
            answer = guesser.get("/docs", headers={"X-API-Key": key})
            return answer.status_code, answer.headers.get("Retry-After")

        assert guess(keys["shop"]) == (200, None)
        codes = [guess(f"fraud_{number}") for number in range(400)]
        assert codes[:5] == [(401, None)] * 5
        assert all(code == 429 and 1 <= int(pause) <= 60 for code, pause in codes[5:])
        # Not even looked at: the guesser would not learn that this one is right.
        assert guess(keys["boss"])[0] == 429
        # Who was let in before is not locked out by a neighbour.
        assert guess(keys["shop"]) == (200, None)
        assert guesser.get("/docs").status_code == 401  # no key is no guess


def test_of_ipv6_a_whole_network_is_one_guesser():
    from app.limits import Guesses, network

    assert network("2001:db8::1") == network("2001:db8::ffff:2")
    assert network("2001:db8::1") != network("2001:db8:0:1::1")
    assert network("192.0.2.1") != network("192.0.2.2")
    guesses = Guesses("2/minute")
    for last in range(3):
        guesses.was_wrong(f"2001:db8::{last}", b"guess")
    assert guesses.seconds_to_wait("2001:db8::99", b"another")
    assert not guesses.seconds_to_wait("192.0.2.1", b"another")
