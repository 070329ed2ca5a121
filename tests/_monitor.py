"""Proofs about lesson 08: what four workers count, and when the alert rules fire.

    python tests/soak.py counts alarms

That runs this file's parts at length, in a folder of their own (MODEL_DIR, STORE_FILE)
and with the lesson's modules at hand; tests/test_monitor.py runs them in short. What
was seen is printed as a line of JSON; a broken promise is an AssertionError.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests
from train import train

from app.drift import LIMIT
from app.passport import save_model
from demos.stream import stream
from demos.watcher import RULES
from demos.watching import first_alarm, seen
from tests.live import live_server

WITHIN = 12  # hours, as notebook 08 promises
COUNTED = re.compile(r'^http_requests_total{route="([^"]+)",status="(\d+)"} (\S+)$')
KINDS = (
    ("/spam", "POST", "/spam", {"text": "WINNER! Call 0900123456 now"}),
    ("/spam", "POST", "/spam", {"text": "Did you feed the cat?"}),
    ("/spam", "POST", "/spam", {"txt": "misspelt"}),
    ("/feedback", "POST", "/feedback", {"id": None, "label": "ham"}),
    ("/live", "GET", "/live", None),
    ("none", "GET", "/wp-admin", None),
)


def asked(url, numbers):
    """Send requests of all kinds on one connection; {(route, status): how many}."""
    found = Counter()
    with requests.Session() as session:
        session.trust_env = False
        for number in numbers:
            route, method, path, body = KINDS[number % len(KINDS)]
            if body and "id" in body:
                body = body | {"id": str(uuid.uuid4())}
            answer = session.request(method, url + path, json=body, timeout=60)
            found[route, answer.status_code] += 1
    return found


def told(url):
    """{(route, status): count} as one scrape tells it, without the scrapes; and all."""
    with requests.Session() as session:
        session.trust_env = False
        text = session.get(f"{url}/metrics", timeout=60).text
    lines = [COUNTED.match(line) for line in text.splitlines()]
    found = {(m[1], int(m[2])): int(float(m[3])) for m in lines if m}
    return {key: n for key, n in found.items() if key[0] != "/metrics"}, text


def total(text, name):
    """The sum of a metric over all its labels."""
    return sum(
        float(line.split()[-1])
        for line in text.splitlines()
        if line.startswith(name + "{")
    )


def counts(count):
    """At least `count` requests to four workers: each of forty scrapes, whoever answers
    it, tells of exactly those that were sent."""
    model, facts = train()
    save_model(model, "spam", **facts)
    folder = Path(tempfile.mkdtemp(dir=os.environ["MODEL_DIR"]))
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
    os.environ["WEB_CONCURRENCY"] = "4"
    sent, size = Counter(), 25  # requests on one connection
    with live_server(patience=90) as url, ThreadPoolExecutor(8) as pool:
        time.sleep(1)  # live_server has asked as well, until it was answered
        sent += told(url)[0]
        end = time.monotonic() + 120
        while sent.total() < count or len(list(folder.glob("counter_*.db"))) < 4:
            assert time.monotonic() < end or sent.total() < count, "one worker is idle"
            starts = range(sent.total(), sent.total() + 8 * size, size)
            for found in pool.map(lambda n: asked(url, range(n, n + size)), starts):
                sent += found
        end = time.monotonic() + 10  # the last one is counted when its answer is sent
        while told(url)[0] != sent and time.monotonic() < end:
            time.sleep(0.05)
        for _ in range(40):
            found, text = told(url)
            assert found == sent, (found, sent)
    statuses = {status for _, status in sent}
    assert statuses == {200, 202, 404, 422}, statuses
    judged = sent["/spam", 200]
    assert total(text, "spam_verdicts_total") == judged
    assert total(text, "spam_feedback_total") == sent["/feedback", 202]
    assert f"spam_score_count {judged}.0" in text
    assert total(text, "http_request_seconds_count") >= sent.total()
    workers = len(list(folder.glob("counter_*.db")))
    return {"requests": sent.total(), "told": sum(found.values()), "of": workers}


def quarters(hours):
    """Each hour's messages in four parts."""
    for hour in hours:
        for part in range(4):
            first, last = (len(hour) * p // 4 for p in (part, part + 1))
            yield hour[first:last]


def of(rule, name):
    """What promtool is to expect where a rule fires."""
    summary = re.search(rf'alert: {name}\n.*?summary: "([^"]+)"', rule, re.DOTALL)[1]
    return [{"exp_annotations": {"summary": summary}}]


def case(seed, change, looks):
    """Four days for promtool: what /metrics says each quarter of an hour, the rules
    that shall be quiet at each of them, and the one that fires within WITHIN hours."""
    series = [
        {
            "series": f'spam_drift_psi{{what="{what}"}}',
            # _ is promtool's word for: nothing was told
            "values": " ".join(f"{look[what]:.4f}" if look else "_" for look in looks),
        }
        for what in ("unknown", "score")
    ]
    # The rules have no limit of their own: the service tells it.
    limit = {"series": "spam_drift_limit", "values": f"{LIMIT}+0x{len(looks)}"}
    series.append(limit)
    before = len(looks) if change is None else 48 * 4
    names = ("NewWords", "NewScores")
    rules = [
        {"eval_time": f"{15 * n}m", "alertname": name, "exp_alerts": []}
        for n in range(before)
        for name in names
    ]
    if change:
        expected = of(RULES.read_text("utf-8"), "NewWords")
        at = {"eval_time": f"{48 + WITHIN}h", "alertname": "NewWords"}
        rules.append(at | {"exp_alerts": expected})
    name = f"seed {seed}, {change or 'clean'}"
    test = {"name": name, "interval": "15m", "input_series": series}
    return test | {"alert_rule_test": rules}


def alarms(count):
    """The rules, read by promtool, on `count` clean streams of four days and on as many
    with new words from hour 48 on: no false alarm, and each right one in time."""
    model = train()[0]
    tests, hours = [], []
    for seed in range(100, 100 + count):
        for change in (None, "later"):
            looks = list(seen(model, quarters(stream(seed, change=change))))
            tests.append(case(seed, change, looks))
            if change:  # `for: 1h` are five looks, a quarter of an hour apart
                words = [look.get("unknown") for look in looks[48 * 4 :]]
                at = first_alarm(words, patience=5)
                assert at is not None, f"seed {seed}: no alarm at all"
                hours.append((at + 1) / 4)
    settings = {"rule_files": [RULES.as_posix()], "evaluation_interval": "15m"}
    file = Path(os.environ["MODEL_DIR"], "streams.json")
    file.write_text(json.dumps(settings | {"tests": tests}), encoding="utf-8")
    command = ["promtool", "test", "rules", str(file)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, (done.stdout + done.stderr)[:2000]
    assert max(hours) <= WITHIN, hours
    return {
        "clean streams": count,
        "false alarms": 0,
        "drifted streams": count,
        "hours until the alarm, median": statistics.median(hours),
        "hours until the alarm, at most": max(hours),
    }


PARTS = {part.__name__: part for part in (counts, alarms)}


if __name__ == "__main__":
    print(json.dumps(PARTS[sys.argv[1]](int(sys.argv[2]))), flush=True)
