"""The service as it is run: watchers, strangers, prefixes, workers, and the graph."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from app import metrics
from app.main import create_app
from app.security import new_key, revoke
from tests.conftest import label, lines_of, running
from tests.live import live_server

PROBLEM = "application/problem+json"
WATCHED = ["/live", "/ready", "/health", "/metrics"]


@pytest.mark.parametrize("path", WATCHED)
def test_watchers_may_ask_with_head(client, path):
    assert client.get(path).status_code == 200
    head = client.head(path)
    assert head.status_code == 200 and head.content == b""


def counted(client, **labels):
    """Return how many answers were counted for a version and a label."""
    wanted = ",".join(f'{name}="{value}"' for name, value in sorted(labels.items()))
    found = re.search(
        rf"^recommendations_total{{{wanted}}} (\S+)$",
        client.get("/metrics").text,
        re.MULTILINE,
    )
    return float(found[1]) if found else 0.0


def test_a_swap_is_seen_on_the_graph(client, wish):
    one, two = ({"label": "champion", "version": str(number)} for number in (1, 2))
    before = counted(client, **one), counted(client, **two)
    client.get("/recommendations/7")
    tag = client.get("/recommendations/7").headers["ETag"]
    client.get("/recommendations/7", headers={"If-None-Match": tag})  # a 304 counts
    wish("champion", 1, rollback=True)
    client.get("/recommendations/7")
    after = counted(client, **one), counted(client, **two)
    assert [after[0] - before[0], after[1] - before[1]] == [1, 3]
    text = client.get("/metrics").text
    for name, number in {"champion": 1, "previous": 2, "answering": 1}.items():
        assert f'model_version{{label="{name}"}} {number}.0' in text
    assert 'label_moves_total{label="champion"}' in text
    assert client.get("/metrics").headers["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("content", [b"", b"\xff" * 50, b"\0" * 8, b"\x10\0\0\0" * 9])
def test_a_file_that_a_killed_worker_left_is_skipped_and_named(
    tmp_path, monkeypatch, events, content
):
    monkeypatch.setattr(metrics, "FOLDER", str(tmp_path))
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    from prometheus_client.mmap_dict import MmapedDict, mmap_key

    whole = MmapedDict(str(tmp_path / "counter_7.db"))
    whole.write_value(mmap_key("recommendations", "x", [], [], "Answers"), 3.0, 0.0)
    whole.close()
    (tmp_path / "counter_8.db").write_bytes(content)
    (tmp_path / "strange.db").write_bytes(b"hello")
    assert b"x 3.0" in metrics.told() and metrics.told()  # the second names nothing
    assert len(events("metrics file skipped")) <= 2
    skipped = {line["file"] for line in events("metrics file skipped")}
    assert "strange.db" in skipped and "counter_7.db" not in skipped
    # The other two hold nothing, as they say themselves.
    assert ("counter_8.db" in skipped) == (content in (b"", b"\x10\0\0\0" * 9))


def test_an_empty_name_of_a_folder_leaves_no_file(tmp_path):
    project = str(Path(__file__).parent.parent)
    empty = {"PROMETHEUS_MULTIPROC_DIR": "", "PYTHONPATH": project}
    words = [sys.executable, "-c", "from app import metrics; metrics.told()"]
    subprocess.run(words, cwd=tmp_path, env=os.environ | empty, check=True)
    assert not list(tmp_path.iterdir())


def test_closed_by_default(client):
    """Every route below /admin asks for a key, those that are included as well."""
    seen = 0
    for route in iter_route_contexts(client.app.routes):
        if not route.path.startswith("/admin"):
            continue
        for method in route.methods:
            seen += 1
            answer = client.request(method, route.path, content=b"{")
            assert answer.status_code == 401, (method, route.path)
            assert answer.headers["Content-Type"] == PROBLEM
    assert seen == 2
    assert client.get("/admin/nothing").status_code == 401


def test_a_stranger_learns_nothing_and_is_not_listened_to(client):
    headers = {"Content-Type": "application/json"}
    answer = client.post("/admin/labels", content=b"{" * 9999, headers=headers)
    assert answer.status_code == 401 and answer.headers["Connection"] == "close"


def test_whoever_guesses_is_slowed_down(registry, key):
    with running(registry, guesses="5/minute") as client:
        wrong = [{"X-API-Key": f"recs_{number}"} for number in range(8)]
        said = [client.get("/admin/versions", headers=h).status_code for h in wrong]
        assert said == [401] * 5 + [429] * 3
        assert client.get("/recommendations/7").status_code == 200


def test_a_key_that_was_revoked_opens_nothing(registry, tmp_path, key):
    file = tmp_path / "keys.json"
    header = {"X-API-Key": new_key(file, "ada", ["admin"])}
    reader = {"X-API-Key": new_key(file, "bob", ["read"])}
    with running(registry, keys_file=file) as client:
        assert client.get("/admin/versions", headers=header).status_code == 200
        assert client.get("/admin/versions", headers=reader).status_code == 403
        revoke(file, "ada")
        assert client.get("/admin/versions", headers=header).status_code == 401


def test_nothing_that_was_sent_is_repeated(client, key):
    secret = "tok_4242424242424242"
    body = {"label": "champion", "version": 1, secret: secret}
    answers = [
        client.post("/admin/labels", json=body, headers=key),
        client.post("/admin/labels", json={"label": secret}, headers=key),
        client.get(f"/recommendations/{secret}"),
        client.get(f"/recommendations/7?{secret}={secret}&cursor={secret}"),
        client.get(f"/{secret}"),
    ]
    for answer in answers:
        assert answer.status_code in (404, 422), answer.text
        assert secret not in answer.text + str(answer.headers)


def test_each_answer_has_an_id_and_a_line(registry, tmp_path):
    label(registry, champion=2)
    with running(registry, log_file=tmp_path / "log") as client:
        numbers = [
            client.get(path).headers["X-Request-Id"]
            for path in ("/recommendations/7", "/recommendations/x", "/nothing")
        ]
    lines = {
        line["id"]: line
        for line in lines_of(tmp_path / "log")
        if line["event"] == "request"
    }
    assert [lines[number]["status"] for number in numbers] == [200, 422, 404]
    assert lines[numbers[0]]["route"] == "/recommendations/{user}"


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux'")
def test_a_full_disk_for_the_log_costs_no_answer(registry):
    label(registry, champion=2)
    with running(registry, log_file="/dev/full") as client:
        assert client.get("/recommendations/7").status_code == 200
        assert client.get("/ready").status_code == 200


def test_behind_a_prefix(registry):
    label(registry, champion=2)
    with TestClient(create_app(registry), root_path="/hub/user") as client:
        page = client.get("/hub/user/docs").text
        assert "/hub/user/openapi.json" in page
        for asset in re.findall(r'(?:src|href)="([^"]+\.(?:js|css))"', page):
            assert asset.startswith("/hub/user/"), asset
            assert client.get(asset).status_code == 200, asset
        assert client.get("/hub/user/openapi.json").status_code == 200
        assert client.get("/hub/user/admin/versions").status_code == 401
        assert client.get("/hub/user/recommendations/7").status_code == 200


def test_a_setting_that_cannot_be_used_is_named(registry):
    for name, value in {"policy": "newest", "guesses": "many"}.items():
        wrong = running(registry, **{name: value})
        with (
            pytest.raises(Exception, match=f"Not started: {name.upper()}") as no,
            wrong,
        ):
            pass
        assert value not in str(no.value)


@pytest.mark.skipif(os.name == "nt", reason="uvicorn's workers are slow to start there")
def test_each_of_two_workers_follows(registry, key, tmp_path, trained):
    label(registry, champion=1)
    (tmp_path / "metrics").mkdir()
    more = {"MODEL_DIR": str(tmp_path), "WEB_CONCURRENCY": "2"}
    more["PROMETHEUS_MULTIPROC_DIR"] = str(tmp_path / "metrics")
    with live_server(env=os.environ | more) as url:
        assert seen_by(url, key, champion=1) == 2
        body = {"label": "champion", "version": 2}
        moved = requests.post(f"{url}/admin/labels", json=body, headers=key, timeout=30)
        assert moved.ok, moved.text
        assert seen_by(url, key, champion=2) == 2
        (tmp_path / "metrics" / "counter_99.db").write_bytes(b"")
        text = requests.get(f"{url}/metrics", timeout=10).text
        assert 'model_version{label="champion"} 2.0' in text


def seen_by(url, key, champion):
    """Wait until two workers answer by this champion; return how many do."""
    end, told = time.monotonic() + 60, {}
    while len(told) < 2 and time.monotonic() < end:
        one = requests.get(f"{url}/admin/versions", headers=key, timeout=10).json()
        if one["labels"]["champion"] == champion:
            told[one["process"]["id"]] = one
    return len(told)
