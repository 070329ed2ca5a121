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
    while time.monotonic() < end:
        if set(names) <= set(firing(watcher) or []):
            break
        time.sleep(0.1)
    return firing(watcher)


def after_looking(watcher, seconds=2):
    """Give Prometheus time for ten looks at the service; then as firing()."""
    end = time.monotonic() + 30
    while firing(watcher) is None and time.monotonic() < end:
        time.sleep(0.1)
    time.sleep(seconds)
    return firing(watcher)
