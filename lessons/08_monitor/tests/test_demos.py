"""The demos: days of messages, a real Prometheus that watches, and a naive service."""

import os
import time
from shutil import which

import pytest
from client import SpamClient
from fastapi.testclient import TestClient

from app.drift import LIMIT
from tests.live import live_server

pytest.importorskip("demos.watcher", reason="this copy is without demos/")

from demos.naive import app as naive
from demos.stream import stream
from demos.watcher import PROMETHEUS, Watcher, faster, watch
from demos.watching import first_alarm, seen
from training.messages import SPAM

SEEDS = range(3)
WITHIN = 12  # hours
DRIFT = ("NewWords", "NewScores", "MissedSpam")  # the others tell of the machine, too
MARK = "zqMarkzq"
here = pytest.mark.skipif(
    not (PROMETHEUS and which("promtool")) and not os.environ.get("CI"),
    reason="Prometheus is not installed here: https://prometheus.io/download/",
)


def alarm(model, what, seed, **change):
    """Hours from the change (at 48) until the alarm, or None."""
    numbers = [found.get(what) for found in seen(model, stream(seed, **change))]
    at = first_alarm(numbers)
    return at if at is None or "change" not in change else at - 48


@pytest.mark.parametrize("seed", SEEDS)
def test_clean_days_are_quiet(model, seed):
    for what in ("unknown", "score"):
        assert alarm(model, what, seed) is None


@pytest.mark.parametrize("seed", SEEDS)
def test_new_words_are_noticed(model, seed):
    assert 0 <= alarm(model, "unknown", seed, change="later") <= WITHIN


@pytest.mark.parametrize("seed", SEEDS)
def test_everyday_words_are_noticed_by_the_scores_first(model, seed):
    words = alarm(model, "unknown", seed, change="quiet")
    scores = alarm(model, "score", seed, change="quiet")
    assert 0 <= scores <= WITHIN and (words is None or words > scores)


def test_the_alarm_wants_two_in_a_row():
    high, low = LIMIT + 0.1, LIMIT - 0.1
    assert first_alarm([None, high, low, high, None, high, high, low]) == 6
    assert first_alarm([high, low] * 5) is None


def test_time_lapse_changes_durations_and_nothing_else():
    text = faster("for: 30m\n[24h] x > 0.2 1h")
    assert text == "for: 1000ms\n[48000ms] x > 0.2 2000ms"
    assert faster("hour 5 x5m") == "hour 5 x5m"


def messages(seed, **change):
    return [message for hour in stream(seed, hours=12, **change) for message in hour]


@pytest.fixture
def watched(tmp_path, monkeypatch):
    """A service, a client of it and a Prometheus that watches it."""
    monkeypatch.setenv("STORE_FILE", str(tmp_path / "store.db"))
    monkeypatch.setenv("LOG_FILE", str(tmp_path / "log"))
    with live_server() as url:
        watcher = watch(url)
        yield SpamClient(url, timeout=(60, 60)), watcher
        watcher.close()


@pytest.mark.slow
@here
def test_a_real_prometheus_is_quiet_then_fires(watched):
    spam, watcher = watched
    for _, text in messages(1)[:310]:
        spam.judge(text)
    assert watcher.is_quiet(*DRIFT), watcher.fired()
    [(_, quiet)] = watcher.query("max(spam_drift_psi)")
    assert 0 < quiet < LIMIT  # there was something to see
    for _, text in messages(2, change="later", at=0)[:250]:
        spam.judge(text)
    assert watcher.fires("NewWords"), watcher.fired()
    assert watcher.has_seen(time.time())
    assert watcher.query("sum(spam_verdicts_total)") == [({}, 560)]


@pytest.mark.slow
@here
def test_spam_that_people_report_fires(watched):
    spam, watcher = watched
    assert watcher.has_seen(time.time())  # from then on it sees an increase
    ids = [spam.judge(text)[0] for kind, text in messages(3) if kind in SPAM][:30]
    for id in ids:
        spam.report(id, "spam")
    assert watcher.is_quiet("MissedSpam"), watcher.fired()
    for kind, text in messages(4, change="later", at=0):
        if kind in SPAM:
            spam.report(spam.judge(text)[0], "spam")
    assert watcher.fires("MissedSpam"), watcher.fired()


@pytest.mark.slow
@here
def test_prometheus_notices_the_end(tmp_path, monkeypatch):
    monkeypatch.setenv("STORE_FILE", str(tmp_path / "store.db"))
    with live_server() as url:
        watcher = watch(url)
        assert watcher.has_seen(time.time())
    try:
        assert watcher.fires("Down"), watcher.fired()
        with pytest.raises(ValueError, match="parse error"):
            watcher.query("sum(")
    finally:
        watcher.close()


def test_a_prometheus_that_does_not_answer_is_waited_for_in_vain():
    watcher = object.__new__(Watcher)
    assert not watcher.wait(lambda: False, patience=0.2)


def test_the_naive_service_prints_what_people_write(capsys):
    with TestClient(naive) as client:
        client.post("/spam", json={"text": MARK})
    assert MARK in capsys.readouterr().out
