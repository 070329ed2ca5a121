"""Several workers: their numbers add up."""

import os
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests
from live import live_server

HERE = Path(__file__).parent


def test_several_workers_add_up(tmp_path, monkeypatch):
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    monkeypatch.setenv("WEB_CONCURRENCY", "2")
    with live_server(patience=60) as url, ThreadPoolExecutor(8) as pool:

        def ask(_):
            body = {"text": "hello"}
            return requests.post(f"{url}/spam", json=body, timeout=30).status_code

        sent, end = 0, time.monotonic() + 30
        while len(list(tmp_path.glob("counter_*.db"))) < 2 and time.monotonic() < end:
            assert set(pool.map(ask, range(40))) == {200}
            sent += 40
        time.sleep(0.5)  # the last one is counted when its answer is sent
        text = requests.get(f"{url}/metrics", timeout=30).text
    assert len(list(tmp_path.glob("counter_*.db"))) == 2, "one has done it all"
    assert f'http_requests_total{{route="/spam",status="200"}} {sent}.0' in text
    assert f'spam_verdicts_total{{verdict="ham",version="1"}} {sent}.0' in text
    assert f'http_request_seconds_count{{route="/spam"}} {sent}.0' in text


def test_drift_is_told_once_there_are_enough(client, model):
    from drift import LAST
    from stream import stream

    texts = [text for hour in stream(1, hours=40) for _, text in hour]
    for text in texts[:LAST]:
        client.app.state.filter.judge(os.urandom(8).hex(), text)
    line = re.compile(r'^spam_drift_psi\{what="(\w+)"\} (\S+)$', re.MULTILINE)
    found = dict(line.findall(client.get("/metrics").text))
    assert set(found) == {"score", "unknown"}
    assert all(0 < float(value) < 0.2 for value in found.values())
