"""What is counted; several workers: their numbers add up, whatever lies beside them."""

import os
import random
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from app.drift import LAST, LIMIT
from app.workers import Workers
from tests.conftest import PROJECT
from tests.live import live_server
from training.data import USUAL
from training.messages import mixed, templates

MARK = "zqMarkzq"


def test_each_request_is_counted_by_its_route(client, number):
    ok = 'http_requests_total{route="/spam",status="200"}'
    lost = 'http_requests_total{route="none",status="404"}'
    before = number(ok), number(lost)
    for path in ("/spam", f"/{MARK}", f"/{MARK}/{MARK}"):
        client.post(path, json={"text": "hello"})
    assert (number(ok), number(lost)) == (before[0] + 1, before[1] + 2)
    text = client.get("/metrics").text
    assert MARK not in text and 'spam_score_bucket{le="1.0"}' in text


def test_a_crash_is_counted(client, spam_filter, number, monkeypatch):
    failed = 'http_requests_total{route="/spam",status="500"}'
    before = number(failed)
    monkeypatch.setattr(spam_filter, "judge", None)
    assert client.post("/spam", json={"text": "hello"}).status_code == 500
    assert number(failed) == before + 1


def test_series_begin_at_nought_and_the_limit_is_told(trained, own_store):
    """Of a series that begins at 7, Prometheus sees no increase."""
    with live_server() as url:  # one that nobody has asked anything
        text = requests.get(f"{url}/metrics", timeout=30).text
    for verdict in ("spam", "ham"):
        assert f'spam_verdicts_total{{verdict="{verdict}",version=' in text
        for label in ("spam", "ham"):
            line = f'spam_feedback_total{{label="{label}",verdict="{verdict}"}} 0.0'
            assert line in text
    assert f"spam_drift_limit {LIMIT}" in text


def two_workers(url, tmp_path):
    """Ask until both workers have answered; return how many messages were sent."""

    def ask(_):
        body = {"text": "hello"}
        return requests.post(f"{url}/spam", json=body, timeout=60).status_code

    sent, end = 0, time.monotonic() + 90
    with ThreadPoolExecutor(8) as pool:
        # Who has answered has counted a request: others have begun, and no more.
        while answered_by(tmp_path) < 2 and time.monotonic() < end:
            assert set(pool.map(ask, range(40))) == {200}
            sent += 40
    assert answered_by(tmp_path) >= 2, "one has done it all"
    return sent


def answered_by(folder):
    files = folder.glob("counter_*.db")
    return sum(b'"route": "/spam"' in file.read_bytes() for file in files)


def scraped(url, line, patience=30):
    """The metrics, once this line is in them: an answer is counted when it is sent."""
    end = time.monotonic() + patience
    while True:
        text = requests.get(f"{url}/metrics", timeout=30).text
        if line in text or time.monotonic() > end:
            return text
        time.sleep(0.05)


def test_several_workers_add_up_and_a_broken_file_is_skipped_and_named(
    tmp_path, monkeypatch
):
    folder, log = tmp_path / "new" / "folder", tmp_path / "log"
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(folder))
    monkeypatch.setenv("WEB_CONCURRENCY", "2")
    monkeypatch.setenv("LOG_FILE", str(log))
    monkeypatch.setenv("STORE_FILE", str(tmp_path / "store.db"))
    with live_server(patience=120) as url:
        sent = two_workers(url, folder)
        line = f'http_requests_total{{route="/spam",status="200"}} {sent}.0'
        # The histogram is written a moment after the counter.
        timed = f'http_request_seconds_count{{route="/spam"}} {sent}.0'
        scraped(url, timed)
        text = scraped(url, line)
        assert line in text and timed in text
        assert f'spam_verdicts_total{{verdict="ham",version="1"}} {sent}.0' in text
        assert "metrics_files_skipped 0.0" in text
        (folder / "counter_99999.db").touch()  # of a worker that was killed
        told = requests.get(f"{url}/metrics", timeout=30)
        assert told.status_code == 200 and line in told.text
        assert "metrics_files_skipped 1.0" in told.text
    assert '"file": "counter_99999.db"' in log.read_text("utf-8")


@pytest.fixture
def written(tmp_path):
    """A folder in which a worker has counted 7 messages, in a file of its own."""
    script = "from app.metrics import VERDICTS, begin; begin('1'); "
    script += "VERDICTS.labels('ham', '1').inc(7)"
    env = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", script], cwd=PROJECT, env=env, check=True)
    return tmp_path


def counted(folder):
    found = {}
    for family in Workers(folder).collect():
        for sample in family.samples:
            if (
                sample.name == "spam_verdicts_total"
                and sample.labels["verdict"] == "ham"
            ):
                found["ham"] = sample.value
            if sample.name == "metrics_files_skipped":
                found["skipped"] = sample.value
    return found


BROKEN = {
    "counter_1.db": b"",
    "counter_2.db": b"\x00",
    "counter_3.db": b"rubbish" * 1000,
    "histogram_4.db": b"\xff" * 4096,
    "gauge_mostrecent_5.db": b"\x40\x00\x00\x00\x00\x00\x00\x00\x20\x00\x00\x00{broken",
    "rubbish.db": b"\x10\x00\x00\x00",
    "gauge.db": b"\x08\x00\x00\x00\x00\x00\x00\x00" + b"x" * 50,
}


def test_no_leftover_of_another_is_fatal(written):
    assert counted(written) == {"ham": 7, "skipped": 0}
    [whole] = written.glob("counter_*.db")
    used = whole.read_bytes()[:600]
    for name, content in (BROKEN | {"counter_7.db": used}).items():
        (written / name).write_bytes(content)
    found = counted(written)
    assert found["ham"] == 7 and found["skipped"] >= 6, found


@pytest.mark.parametrize("folder", ["", None])
def test_an_empty_name_for_the_folder_leaves_no_file(folder, tmp_path):
    env = {k: v for k, v in os.environ.items() if k != "PROMETHEUS_MULTIPROC_DIR"}
    env |= {} if folder is None else {"PROMETHEUS_MULTIPROC_DIR": folder}
    env["PYTHONPATH"] = str(PROJECT)
    script = "from app.metrics import begin; from app.workers import told; begin('1'); "
    script += "assert b'spam_verdicts_total' in told()"
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=env, check=True)
    assert list(tmp_path.iterdir()) == []


def test_what_is_told_can_be_read_by_prometheus(client):
    client.post("/spam", json={"text": "hello"})
    text = client.get("/metrics").text
    names = {family.name for family in text_string_to_metric_families(text)}
    assert {"http_requests", "spam_verdicts", "spam_drift_limit"} <= names


def test_drift_is_told_once_there_are_enough(client, spam_filter):
    _, meet = templates()
    for _, text in mixed(random.Random(1), meet, LAST, USUAL):
        spam_filter.judge(os.urandom(8).hex(), text)
    line = re.compile(r'^spam_drift_psi\{what="(\w+)"\} (\S+)$', re.MULTILINE)
    found = dict(line.findall(client.get("/metrics").text))
    assert set(found) == {"score", "unknown"}
    assert all(0 < float(value) < LIMIT for value in found.values())
