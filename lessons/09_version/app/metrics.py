"""What the service counts. Prometheus comes for it at GET /metrics."""

import os
from pathlib import Path
from typing import ClassVar

FOLDER = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
if FOLDER:
    Path(FOLDER).mkdir(parents=True, exist_ok=True)
else:  # set but empty, it would mean the current folder
    os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)

import prometheus_client as prometheus  # noqa: E402  it looks at the variable, too
from prometheus_client import Counter, Gauge, Histogram  # noqa: E402
from prometheus_client.core import GaugeMetricFamily  # noqa: E402
from prometheus_client.multiprocess import MultiProcessCollector  # noqa: E402

from app.labels import VERSIONS  # noqa: E402
from app.logs import note  # noqa: E402

prometheus.disable_created_metrics()  # the time at which each series began
TIMES = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5]
WHO = ["version", "label"]

ANSWERS = Counter("recommendations", "Answers given, by whom", WHO)
SECONDS = Histogram("recommendation_seconds", "To make one", ["version"], buckets=TIMES)
MOVES = Counter("label_moves", "Labels moved", ["label"])
REFUSED = Counter("versions_refused", "Versions that did not open", ["version"])
# With several workers: whatever one of them has set last.
MODEL = Gauge(
    "model_version",
    "The version that a label means, 0 for none; `answering` is who answers",
    ["label"],
    multiprocess_mode="mostrecent",
)


def tell_answer(version, label, seconds):
    ANSWERS.labels(version, label).inc()
    SECONDS.labels(version).observe(seconds)


def tell_labels(labels, answering):
    for name in VERSIONS:
        MODEL.labels(name).set(labels[name] or 0)
    MODEL.labels("answering").set(int(answering))


def tell_move(label):
    MOVES.labels(label).inc()


def tell_refused(number):
    REFUSED.labels(number).inc()


class Workers:
    """Adds up what all workers have written. What cannot be read is named once.

    A worker that was killed may leave an empty file, or half of one.
    """

    named: ClassVar = set()  # the registry is made anew for each scrape

    def collect(self):
        """Yield the metrics, as a registry of prometheus_client asks for them."""
        whole, broken = [], []
        for file in sorted(Path(FOLDER).glob("*.db")):
            (whole if readable(file) else broken).append(file)
        for file in set(broken) - self.named:
            note("metrics file skipped", file=file.name)
        self.named.update(broken)
        yield from MultiProcessCollector.merge([str(file) for file in whole])
        name, text = "metrics_files_skipped", "Files of workers that cannot be read"
        yield GaugeMetricFamily(name, text, value=len(broken))


def readable(file):
    """Return whether the client library can make metrics of this file."""
    try:
        MultiProcessCollector.merge([str(file)])
    except Exception:  # of a broken file it may raise whatever comes next
        return False
    return True


def told():
    """Return all metrics as text: of all workers, where there is a folder for them."""
    registry = prometheus.REGISTRY
    if FOLDER:
        registry = prometheus.CollectorRegistry()
        registry.register(Workers())
    return prometheus.generate_latest(registry)
