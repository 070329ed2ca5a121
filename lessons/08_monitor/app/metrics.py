"""What the service counts. Prometheus comes for it at GET /metrics."""

import os

if folder := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
    os.makedirs(folder, exist_ok=True)
else:  # an empty name would be taken for the folder we are in, and files be left here
    os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)

import prometheus_client as prometheus
from prometheus_client import Counter, Gauge, Histogram

from app.drift import LIMIT

prometheus.disable_created_metrics()  # the time at which each series began
TIMES = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5]
SHARES = [i / 10 for i in range(1, 11)]

# Of any service: how many answers, and how soon.
REQUESTS = Counter("http_requests", "Answers given", ["route", "status"])
SECONDS = Histogram("http_request_seconds", "Until then", ["route"], buckets=TIMES)
# Of this one: what it says of messages, and what people say of that.
VERDICTS = Counter("spam_verdicts", "Messages judged", ["verdict", "version"])
SCORE = Histogram("spam_score", "Probability of spam", buckets=SHARES)
UNKNOWN = Histogram("spam_unknown", "Share of unknown words", buckets=SHARES)
FEEDBACK = Counter("spam_feedback", "Labels by people", ["verdict", "label"])
# May go up and down. With several workers: whatever one of them has set last.
DRIFT = Gauge("spam_drift_psi", "PSI", ["what"], multiprocess_mode="mostrecent")
LIMITS = Gauge("spam_drift_limit", "Alarm above", multiprocess_mode="mostrecent")
# 1 as long as no line of the log can be written, or else 0.
FULL = Gauge("log_failing", "No lines", multiprocess_mode="mostrecent")


def begin(version):
    """Let series begin at 0: of one that begins at 7, Prometheus sees no increase."""
    LIMITS.set(LIMIT)
    for verdict in ("spam", "ham"):
        VERDICTS.labels(verdict, version)
        for label in ("spam", "ham"):
            FEEDBACK.labels(verdict, label)
