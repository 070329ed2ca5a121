"""Talk to a service: send it hours of messages, and read what it counts."""

import atexit
import os
import shutil
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests

from app.schemas import EXAMPLE
from tests.live import live_server

session = requests.Session()
session.trust_env = False  # a proxy has no business with 127.0.0.1


def own_folder():
    """Return a temporary folder; services that start from now on have a store there."""
    folder = Path(tempfile.mkdtemp(prefix="spam-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["STORE_FILE"] = str(folder / "store.db")
    return folder


def send(url, hours):
    """Send each message of each hour; return a dictionary about each.

    kind: what it was; status: of the answer; spam: whether it was called spam.
    """
    session.close()  # a connection that has been idle may be closed just now: a new one
    rows = []
    for kind, text in [message for hour in hours for message in hour]:
        answer = session.post(f"{url}/spam", json={"text": text}, timeout=60)
        said = answer.json().get("spam")
        rows.append({"kind": kind, "status": answer.status_code, "spam": said})
    return rows


def told(url, *names):
    """Return the lines of /metrics that begin with one of the names."""
    text = session.get(f"{url}/metrics", timeout=60).text
    return [line for line in text.splitlines() if line.startswith(names)]


def total(url, name):
    """Return the sum of a metric over all its labels."""
    return sum(float(line.split()[-1]) for line in told(url, name + "{"))


def judge(url):
    """Ask about one message, on a connection of its own: any worker may get it."""
    answer = requests.post(f"{url}/spam", json={"text": EXAMPLE}, timeout=60)
    return answer.status_code


def scrapes(folder, shared=False):
    """Start two workers, send them messages, and look at /metrics twenty times.

    Return (how many were sent, the set of numbers that were told). It goes on until one
    scrape tells of less than was sent, or both workers have counted. `shared`: the
    workers write what they count into a folder.
    """
    env = os.environ | {"WEB_CONCURRENCY": "2", "LOG_FILE": str(folder / "workers.log")}
    counts = Path(tempfile.mkdtemp(dir=folder))
    if shared:
        env["PROMETHEUS_MULTIPROC_DIR"] = str(counts)
    with live_server(patience=120, env=env) as url:
        for sent in range(50, 2001, 50):
            with ThreadPoolExecutor(8) as pool:
                assert set(pool.map(judge, [url] * 50)) == {200}
            found = settled(url, sent) if shared else twenty(url)
            counted = [b'"/spam"' in file.read_bytes() for file in files(counts)]
            if found != {sent} or sum(counted) >= 2:
                break
    return sent, found


def files(folder):
    """Return the files in which workers count."""
    return list(folder.glob("counter_*.db"))


def twenty(url):
    """Return the set of what twenty scrapes, by twenty connections, tell."""
    found = set()
    for _ in range(20):
        text = requests.get(f"{url}/metrics", timeout=60).text
        lines = [line for line in text.splitlines() if "spam_verdicts_total{" in line]
        found.add(int(sum(float(line.split()[-1]) for line in lines)))
    return found


def settled(url, sent, patience=30):
    """As twenty(), once all were counted: that happens after an answer is sent."""
    end = time.monotonic() + patience
    while (found := twenty(url)) != {sent} and time.monotonic() < end:
        time.sleep(0.05)
    return found


def states(url):
    """Return what a service answers to /live, to /ready and to a message: statuses."""
    watchers = [session.get(url + path, timeout=60) for path in ("/live", "/ready")]
    client = session.post(f"{url}/spam", json={"text": EXAMPLE}, timeout=60)
    return [answer.status_code for answer in (*watchers, client)]
