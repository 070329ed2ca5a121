"""What the service counts. Prometheus comes for it at GET /metrics."""

import os

import prometheus_client as prometheus
from prometheus_client import Counter, Gauge, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

prometheus.disable_created_metrics()  # the time at which each series began
TIMES = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5]
SHARES = [i / 10 for i in range(1, 11)]

REQUESTS = Counter("http_requests", "Answers given", ["route", "status"])
SECONDS = Histogram("http_request_seconds", "Until then", ["route"], buckets=TIMES)
VERDICTS = Counter("spam_verdicts", "Messages judged", ["verdict", "version"])
SCORE = Histogram("spam_score", "Probability of spam", buckets=SHARES)
UNKNOWN = Histogram("spam_unknown", "Share of unknown words", buckets=SHARES)
FEEDBACK = Counter("spam_feedback", "Labels by people", ["verdict", "label"])
# With several workers: whatever one of them has set last.
DRIFT = Gauge("spam_drift_psi", "PSI", ["what"], multiprocess_mode="mostrecent")


def count(route, status, seconds):
    """`route` as it stands in the code: of those there are few, of paths no end."""
    REQUESTS.labels(route, status).inc()
    SECONDS.labels(route).observe(seconds)


def told():
    """All metrics as text: of all workers, where PROMETHEUS_MULTIPROC_DIR is set."""
    registry = prometheus.REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = prometheus.CollectorRegistry()
        MultiProcessCollector(registry)
    return prometheus.generate_latest(registry)
