"""The alert rules, as promtool reads them; and what they and Grafana ask for."""

import json
import os
import re
import subprocess
from shutil import which

import pytest
import yaml

from tests.conftest import PROJECT

FOLDER = PROJECT / "prometheus"
RULES = FOLDER / "alerts.yml"
# Where CI is set, a missing program is a failure; with you, it is a reason to skip.
here = pytest.mark.skipif(
    not which("promtool") and not os.environ.get("CI"),
    reason="promtool is not installed here: https://prometheus.io/download/",
)


def promtool(*words):
    command = ["promtool", *words]
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True)
    return done.returncode, (done.stdout + done.stderr)[-2000:]


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
    ("old", "new"),
    [
        ("> max(spam_drift_limit)", "> 0.9"),
        ("> max(spam_drift_limit)", "> 0.2"),  # which the service may not have
        ("for: 1h", "for: 0s"),
        ("< 0.8", "< 0.1"),
        ("max(log_failing) == 1", "max(log_failing) == 2"),
    ],
)
def test_a_changed_rule_is_noticed(tmp_path, old, new):
    text = RULES.read_text("utf-8")
    assert old in text
    (tmp_path / "alerts.yml").write_text(text.replace(old, new), "utf-8")
    tests = RULES.with_name("alerts_test.yml").read_bytes()
    (tmp_path / "alerts_test.yml").write_bytes(tests)
    code, _ = promtool("test", "rules", str(tmp_path / "alerts_test.yml"))
    assert code == 1


def test_grafana_and_the_rules_ask_for_metrics_that_there_are(client):
    told = set(re.findall(r"^# TYPE (\w+)", client.get("/metrics").text, re.MULTILINE))
    told |= {f"{name}_{end}" for name in told for end in ("bucket", "sum", "count")}
    board = json.loads(RULES.with_name("grafana.json").read_text("utf-8"))
    asked = [query["expr"] for panel in board["panels"] for query in panel["targets"]]
    asked.append(RULES.read_text("utf-8"))
    names = set(re.findall(r"\b(?:http|spam|log)_\w+", " ".join(asked)))
    assert len(names) == 7 and names - told == set()
