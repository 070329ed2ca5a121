"""The metrics of all workers: each writes a file of its own, and these are added up."""

import logging
import os
from pathlib import Path
from typing import ClassVar

import prometheus_client as prometheus
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from app.logs import note


def told():
    """Return all metrics as text; of all workers, if there is a folder for that."""
    registry = prometheus.REGISTRY
    if folder := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = prometheus.CollectorRegistry()
        registry.register(Workers(Path(folder)))
    return prometheus.generate_latest(registry)


class Workers:
    """Adds up what lies in the folder. What cannot be read is skipped, and named once.

    A worker that was killed may leave an empty file, or half of one.
    """

    named: ClassVar = set()  # the registry is made anew for each scrape

    def __init__(self, folder):
        self.folder = folder

    def collect(self):
        """Yield the metrics, as a registry of prometheus_client asks for them."""
        whole, broken = [], []
        for file in sorted(self.folder.glob("*.db")):
            (whole if readable(file) else broken).append(file)
        for file in set(broken) - self.named:
            note("metrics file skipped", logging.WARNING, file=file.name)
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
