"""Who gets in, and how far: no key, a wrong key, another client's key."""

import json
import stat
import sys

import pytest
from conftest import running
from fastapi import WebSocket
from keymaking import clients_in, new_key, revoke
from payment import EXAMPLE
from settings import Settings
from starlette.websockets import WebSocketDisconnect

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
    assert all(set(each) == {"name", "scopes", "revoked"} for each in boss.json())


@threat("API9", "the answers", "an endpoint that somebody forgot", "closed by default")
def test_every_route_is_closed_but_health(shop):
    with running() as stranger:
        paths = {each.path for each in stranger.app.routes if hasattr(each, "path")}
        paths |= set(shop.get("/openapi.json").json()["paths"])
        assert {"/health", "/detect-fraud", "/admin/keys"} <= paths
        open_ = {path for path in paths if stranger.get(path).status_code != 401}
    assert open_ == {"/health"}


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
        file.unlink()
        assert watcher.get("/health").status_code == 500


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
    assert not any(key[6:] in json.dumps(clients_in(file)) for key in keys.values())
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
