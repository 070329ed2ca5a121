"""The alert rules: as promtool reads them, and with a real Prometheus that watches."""

import json
import os
import re
import subprocess
from contextlib import ExitStack
from shutil import which

import pytest
import yaml
from alarm import after_looking, wait_for
from client import SpamClient
from live import live_server
from stream import stream
from time_lapse import RULES, faster
from watcher import PROMETHEUS, Watcher

# Where CI is set, a missing program is a failure; with you, it is a reason to skip.
here = pytest.mark.skipif(
    not (PROMETHEUS and which("promtool")) and not os.environ.get("CI"),
    reason="Prometheus is not installed here: https://prometheus.io/download/",
)


def messages(seed, **change):
    return [text for hour in stream(seed, hours=12, **change) for _, text in hour]


def promtool(*words):
    command = ["promtool", *words]
    done = subprocess.run(command, cwd=RULES.parent, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


@here
def test_promtool_accepts_rules_and_settings():
    for words in (["rules", "alerts.yml"], ["config", "prometheus.yml"]):
        code, said = promtool("check", *words)
        assert code == 0, said


@here
def test_each_alert_fires_when_it_should_and_not_before():
    code, said = promtool("test", "rules", "alerts_test.yml")
    assert code == 0, said
    tests = yaml.safe_load(RULES.with_name("alerts_test.yml").read_text("utf-8"))
    fired = {
        each["alertname"]
        for test in tests["tests"]
        for each in test["alert_rule_test"]
        if each["exp_alerts"]
    }
    [group] = yaml.safe_load(RULES.read_text("utf-8"))["groups"]
    assert fired == {rule["alert"] for rule in group["rules"]}


@here
@pytest.mark.parametrize(
    ("old", "new"), [("> 0.2", "> 0.9"), ("for: 1h", "for: 0s"), ("< 0.8", "< 0.1")]
)
def test_a_changed_rule_is_noticed(tmp_path, old, new):
    text = RULES.read_text("utf-8")
    assert old in text
    (tmp_path / "alerts.yml").write_text(text.replace(old, new), "utf-8")
    tests = RULES.with_name("alerts_test.yml").read_bytes()
    (tmp_path / "alerts_test.yml").write_bytes(tests)
    code, _ = promtool("test", "rules", str(tmp_path / "alerts_test.yml"))
    assert code == 1


def test_time_lapse_changes_durations_and_nothing_else():
    assert (
        faster("for: 10m\n[24h] x > 0.2 1h") == "for: 170ms\n[24000ms] x > 0.2 1000ms"
    )
    assert faster("hour 5 x5m") == "hour 5 x5m"


@here
def test_a_real_prometheus_is_quiet_then_fires_and_notices_the_end(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("STORE_FILE", str(tmp_path / "store.db"))
    with ExitStack() as last:
        with live_server() as url:
            spam, watcher = SpamClient(url), Watcher(url)
            last.callback(watcher.close)
            for text in messages(1)[:310]:
                spam.judge(text)
            assert after_looking(watcher) == []
            [quiet] = watcher.ask("query", query="max(spam_drift_psi)")["result"]
            assert 0 < float(quiet["value"][1]) < 0.2  # there was something to see
            for text in messages(2, change="later", at=0)[:250]:
                spam.judge(text)
            assert "NewWords" in wait_for(watcher, ["NewWords"])
            [told] = watcher.ask("query", query="sum(spam_verdicts_total)")["result"]
            assert float(told["value"][1]) == 560
        assert "Down" in wait_for(watcher, ["Down"])


def test_grafana_and_the_rules_ask_for_metrics_that_there_are(client):
    told = set(re.findall(r"^# TYPE (\w+)", client.get("/metrics").text, re.MULTILINE))
    told |= {f"{name}_{end}" for name in told for end in ("bucket", "sum", "count")}
    board = json.loads(RULES.with_name("grafana.json").read_text("utf-8"))
    asked = [query["expr"] for panel in board["panels"] for query in panel["targets"]]
    asked.append(RULES.read_text("utf-8"))
    names = set(re.findall(r"\b(?:http|spam)_\w+", " ".join(asked)))
    assert len(names) == 5 and names - told == set()
