"""What Prometheus says of its alerts."""

import time

import requests


def firing(watcher):
    """The names of the alerts that fire now; None as long as Prometheus is silent."""
    try:
        alerts = watcher.ask("alerts")["alerts"]
    except requests.ConnectionError:
        return None
    return sorted({a["labels"]["alertname"] for a in alerts if a["state"] == "firing"})


def wait_for(watcher, names, seconds=20):
    """Wait until all of these alerts fire; return those that do in the end."""
    end = time.monotonic() + seconds
    while not set(names) <= set(firing(watcher) or []) and time.monotonic() < end:
        time.sleep(0.1)
    return firing(watcher)


def looks(watcher):
    """How often Prometheus has looked at the service; it begins after some seconds."""
    try:
        [found] = watcher.ask("query", query="count_over_time(up[1h])")["result"]
    except (requests.ConnectionError, ValueError):
        return 0
    return int(found["value"][1])


def after_looking(watcher, times=10):
    """Wait until Prometheus has looked ten times more; then as firing()."""
    goal, end = looks(watcher) + times, time.monotonic() + 30
    while looks(watcher) < goal and time.monotonic() < end:
        time.sleep(0.1)
    # Where nobody has looked, silence would say nothing.
    return firing(watcher) if looks(watcher) >= goal else ["it has not looked"]
