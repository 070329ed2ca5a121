"""A real Prometheus beside a service, in time lapse: an hour of its rules lasts 2 s."""

import json
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from shutil import which
from socket import create_server

import requests

PROMETHEUS = which("prometheus")
RULES = Path(__file__).resolve().parent.parent / "prometheus" / "alerts.yml"
HOUR = 2.0  # seconds
OFTEN = "500ms"  # a look at the service, and one at the rules
MILLISECONDS = {"h": HOUR * 1000, "m": HOUR * 1000 / 60}
# It ends when the pipe closes, however the process at its other end has ended.
GUARD = "import subprocess, sys; p = subprocess.Popen(sys.argv[1:]); "
GUARD += "sys.stdin.read(); p.kill(); p.wait()"
running = {}


def free_port():
    """A port below those that systems give out (from 32,768 on): it stays free."""
    while True:
        port = 20_000 + secrets.randbelow(10_000)
        with suppress(OSError), create_server(("127.0.0.1", port)):
            return port


def faster(rules):
    """Shorten each duration: [24h] becomes [48000ms], and `for: 30m` becomes 1000ms."""
    return re.sub(
        r"(?<=[\[ ])(\d+)([hm])\b",
        lambda found: f"{round(int(found[1]) * MILLISECONDS[found[2]])}ms",
        rules,
    )


def write_settings(folder, target, rules):
    """Write rules and settings into a folder; return the file for Prometheus.

    JSON is YAML, too. `target` is the address of the service, host:port.
    """
    (folder / "alerts.yml").write_text(faster(rules), encoding="utf-8")
    often = {"scrape_interval": OFTEN, "scrape_timeout": OFTEN}
    settings = {
        "global": often | {"evaluation_interval": OFTEN},
        "rule_files": ["alerts.yml"],
        "scrape_configs": [
            {"job_name": "spam", "static_configs": [{"targets": [target]}]}
        ],
    }
    file = folder / "prometheus.yml"
    file.write_text(json.dumps(settings), encoding="utf-8")
    return file


def tested(rules):
    """Let promtool test these rules (a text); return what it says in the end."""
    if not which("promtool"):
        return "promtool is not installed here"
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(RULES.parent, folder, dirs_exist_ok=True))
        (copy / "alerts.yml").write_text(rules, encoding="utf-8")
        command = ["promtool", "test", "rules", str(copy / "alerts_test.yml")]
        done = subprocess.run(command, capture_output=True)
    return "all as expected" if done.returncode == 0 else "something is wrong"


def watch(url, rules=None):
    """Return a Watcher of the service at `url`; whatever else was watched before ends.

    None, and a sentence, where Prometheus is not installed.
    """
    for other in list(running):
        running.pop(other).close()
    if not PROMETHEUS:
        print("Prometheus is not installed here: https://prometheus.io/download/")
        return None
    running[url] = Watcher(url, rules or RULES.read_text(encoding="utf-8"))
    return running[url]


def ask(promql):
    """Print what the Prometheus that runs answers to a question: labels and value."""
    for watcher in running.values():
        for labels, value in watcher.query(promql):
            print(labels, round(value, 3))


class Watcher:
    """A Prometheus that watches the service at `url` until close()."""

    def __init__(self, url, rules):
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.session = requests.Session()
        self.session.trust_env = False  # a proxy has no business with 127.0.0.1
        self.at = f"127.0.0.1:{free_port()}"
        target, folder = url.removeprefix("http://"), Path(self.folder.name)
        file = write_settings(folder, target, rules)
        words = [PROMETHEUS, f"--config.file={file}", f"--web.listen-address={self.at}"]
        words += [f"--storage.tsdb.path={folder / 'data'}", "--log.level=error"]
        command, pipe = [sys.executable, "-c", GUARD, *words], subprocess.PIPE
        self.guard = subprocess.Popen(command, stdin=pipe, start_new_session=True)

    def ask(self, path, **query):
        """Return what Prometheus says at /api/v1/…; requests' ConnectionError at first.

        Raises ValueError, with Prometheus' own words, where it does not understand.
        """
        url = f"http://{self.at}/api/v1/{path}"
        answer = self.session.get(url, params=query, timeout=10)
        if answer.status_code == 503:  # it is still reading its settings
            raise requests.ConnectionError("Prometheus is not ready yet")
        told = answer.json()
        if told["status"] != "success":
            raise ValueError(told["error"])
        return told["data"]

    def query(self, promql):
        """Return [(labels, value)], as Prometheus answers a question now."""
        found = self.ask("query", query=promql)["result"]
        return [(each["metric"], float(each["value"][1])) for each in found]

    def history(self, promql, since, step=0.5):
        """Return [(labels, times, values)] from `since` (s) until now, for a chart."""
        span = {"start": since, "end": time.time(), "step": step}
        found = self.ask("query_range", query=promql, **span)["result"]
        return [
            (
                each["metric"],
                *zip(*[(t, float(v)) for t, v in each["values"]], strict=True),
            )
            for each in found
        ]

    def wait(self, condition, patience=60):
        """Wait until condition() is true; return whether it came true in time."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            try:
                if condition():
                    return True
            except requests.ConnectionError:
                pass  # it begins after some seconds
            time.sleep(0.1)
        return False

    def has_seen(self, moment):
        """Wait for a scrape after `moment` (time.time()): what was counted is known."""
        # Of a sum or a comparison, timestamp() is the moment of the question.
        question = 'timestamp(up{job="spam"}) and up{job="spam"} == 1'
        return self.wait(lambda: any(at > moment for _, at in self.query(question)))

    def fired(self):
        """Return the names of the alerts that have fired since it watches."""
        question = 'count_over_time(ALERTS{alertstate="firing"}[1h])'
        return {labels["alertname"] for labels, _ in self.query(question)}

    def fires(self, name):
        """Wait until this alert has fired; return whether it has."""
        return self.wait(lambda: name in self.fired())

    def is_quiet(self, *names, hours=2):
        """Look on for `hours` of time lapse; return whether none of these has fired."""
        self.has_seen(time.time())  # it begins after some seconds
        watched = self.has_seen(time.time() + hours * HOUR)
        return watched and not self.fired() & set(names)

    def close(self):
        """End it, and forget what it has kept."""
        self.guard.communicate()
        self.folder.cleanup()
