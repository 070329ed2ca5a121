"""Proofs about lesson 09's registry and its service, under load and faults.

    python tests/soak.py swaps workers publishers disk bits

That runs this file's parts at length, in a folder of their own (MODEL_DIR) and with the
lesson's modules at hand; tests/test_versions.py runs them in short. What was seen is
printed as a line of JSON; a broken promise is an AssertionError.
"""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time

import numpy as np
import psutil
import requests
from train import train

from app import passport
from app.labels import NONE, changing, named, read_labels
from app.logs import open_logs
from app.passport import MODELS, PassportError, save_model
from app.registry import NAME, REGISTRY, NotPublished, open_version, publish, published
from app.security import new_key
from app.versions import Versions
from demos.traffic import mixed, traffic
from tests.live import live_server
from training.data import simulated


def sources():
    """Folders with a model each, as train.py saves them."""
    ratings, folders = simulated(), []
    for factors in (6, 7, 8):
        folders.append(MODELS / f"factors-{factors}")
        passport.MODELS = folders[-1]
        model, facts = train(ratings, factors)
        save_model(model, NAME, **facts)
    passport.MODELS = MODELS
    return folders


def champion_is(number):
    """Write the label by hand."""
    with changing(REGISTRY) as labels:
        labels.update(NONE, champion=number)


def admin():
    """A new admin's header."""
    key = new_key(os.environ["KEYS_FILE"], f"admin {time.time()}", ["admin"])
    return {"X-API-Key": key}


def get(url, path, **more):
    """Ask on a connection of its own, which may end at another worker."""
    with requests.Session() as session:
        session.trust_env = False
        return session.get(url + path, timeout=10, **more)


def move(url, key, version):
    wish = {"label": "champion", "version": version, "rollback": True}
    with requests.Session() as session:
        session.trust_env = False
        answer = session.post(f"{url}/admin/labels", json=wish, headers=key, timeout=30)
    assert answer.ok, answer.text


def p99(seen):
    return float(np.quantile([each.seconds for each in seen], 0.99))


def enough(seen, count):
    """Wait until there are so many requests."""
    end = time.monotonic() + 300
    while len(seen) < count:
        assert time.monotonic() < end, f"{len(seen)} requests, and no more"
        time.sleep(0.005)


def swaps(count):
    """The champion changes every 500 requests (at least 5 times): no request fails,
    no answer is a mixture of versions, and the process stays the same."""
    changes, models = max(5, count // 500), sources()
    publish(source=models[0])
    key = admin()
    with live_server() as url:
        before = get(url, "/admin/versions", headers=key).json()["process"]
        zero = time.perf_counter()
        with traffic(url) as seen:
            enough(seen, warm := count // 20)  # the first find nothing warm
            enough(seen, quiet := warm + count // 4)
            moved = []
            for number in range(1, changes + 1):
                start = time.perf_counter() - zero
                move(url, key, publish(source=models[number % len(models)]))
                moved.append((start, time.perf_counter() - zero + 0.1))
                enough(seen, quiet + (count - quiet) * number // changes)
        told = get(url, "/admin/versions", headers=key).json()
        assert told["process"] == before, told
    failed = [each for each in seen if each.status != 200]
    assert not failed, failed[:3]
    wrong = mixed(seen, REGISTRY)
    assert not wrong, wrong[:3]
    met = {each.answer["model"]["version"] for each in seen}
    assert met == {str(n) for n in range(1, changes + 2)}, met
    assert len(told["loaded"]) <= 3, told  # the others were let go
    during = [e for e in seen if any(a < e.when < b for a, b in moved)]
    return {
        "requests": len(seen),
        "changes": changes,
        "failed": len(failed),
        "mixed": len(wrong),
        "requests during a change": len(during),
        "p99 during a change / without": round(p99(during) / p99(seen[warm:quiet]), 2),
    }


def kill_a_worker(count):
    """kill -9 of one of two workers under load, `count` times: the service stays, the
    worker comes back, with the version that the label names and not the newest."""
    for source in sources():
        publish(source=source)
    champion_is(2)
    key = admin()
    os.environ["WEB_CONCURRENCY"] = "2"
    with live_server() as url:
        champion = 2
        workers(url, key)
        with traffic(url) as seen:
            for number in range(count):
                victim = random.choice(sorted(workers(url, key)))
                os.kill(victim, signal.SIGKILL)
                back = workers(url, key)
                assert len(back) == 2 and victim not in back, back
                assert answering(url) == {("champion", str(champion))}, champion
                champion = 1 + number % 2
                move(url, key, champion)
                told = workers(url, key, champion)
                assert {told[pid]["labels"]["champion"] for pid in told} == {champion}
                followed(url, champion)
        assert get(url, "/health").ok
    total = len(seen)
    failed = sum(each.status != 200 for each in seen)
    answered = [each for each in seen if each.status == 200]
    assert {each.status for each in seen} <= {0, 200}
    assert {each.answer["model"]["version"] for each in answered} <= {"1", "2"}
    assert not mixed(answered, REGISTRY)
    # What the killed one had in its hands is lost: at most one request a client.
    assert failed <= 3 * count, f"{failed} of {total}"
    return {"kills": count, "requests": total, "lost with a worker": failed, "mixed": 0}


def answering(url):
    """{(label, version)} of thirty answers, on connections of their own: of both."""
    models = [get(url, "/health").json()["model"] for _ in range(30)]
    return {(each["label"], each["version"]) for each in models}


def followed(url, champion):
    """Wait until both workers answer by this champion; a label is read before that."""
    end = time.monotonic() + 10
    while answering(url) != {("champion", str(champion))}:
        assert time.monotonic() < end, (answering(url), champion)


def workers(url, key, champion=None):
    """Ask until both workers have answered; {process: what it told}"""
    end, told = time.monotonic() + 60, {}
    while time.monotonic() < end:
        with contextlib.suppress(requests.RequestException):
            one = get(url, "/admin/versions", headers=key).json()
            told[one["process"]["id"]] = one
            if champion and one["labels"]["champion"] != champion:
                del told[one["process"]["id"]]  # it has not looked yet
        told = {pid: one for pid, one in told.items() if psutil.pid_exists(pid)}
        if len(told) == 2:
            return told
        time.sleep(0.02)
    raise AssertionError(f"these answered within 60 s: {told}")


def kill_a_publisher(count):
    """kill -9 at `count` random moments, of a process that publishes and moves labels
    all the time: the registry is as before or as after, and never broken."""
    models, halves, good = sources(), 0, set()
    publish(source=models[0])
    champion_is(1)
    for _ in range(count):
        before = published(REGISTRY)
        child = os.fork()
        if not child:
            with contextlib.suppress(BaseException):
                while True:
                    number = publish(source=random.choice(models))
                    champion_is(number)
            os._exit(1)
        time.sleep(random.uniform(0.001, 0.15))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL, "it ended before"
        now = published(REGISTRY)
        assert now == list(range(1, len(now) + 1)) and now[: len(before)] == before
        for number in set(now) - good:
            assert open_version(REGISTRY, number).version == str(number)
            good.add(number)
        assert named(labels := read_labels(REGISTRY)) <= set(now)
        back = Versions(REGISTRY, "latest:1").now  # a service that starts now
        assert back.label == "champion"
        assert back.champion.version == str(labels["champion"])
        halves += (REGISTRY / ".draft").exists()
    assert halves, "no kill came in the middle of something"
    publish(source=models[0])
    assert not (REGISTRY / ".draft").exists(), "what a killed publisher left is there"
    return {"kills": count, "in the middle": halves, "versions": len(good), "broken": 0}


def full_disk(count):
    """A small disk fills up while models are published, `count` times: a clear error,
    and all that was there before is there."""
    models, refused = sources(), 0
    for _ in range(count):
        before = published(REGISTRY)
        try:
            while True:
                before.append(publish(source=models[0]))
        except NotPublished as error:
            assert "No space left on device" in str(error), error
            refused += 1
        assert published(REGISTRY) == before == list(range(1, len(before) + 1))
        for number in published(REGISTRY):
            assert open_version(REGISTRY, number).version == str(number)
        assert not list(REGISTRY.glob(".draft*"))
        last = published(REGISTRY)[-1]
        champion_is(1)
        filler = fill(REGISTRY.parent / "filler")
        try:
            champion_is(last)
            raise AssertionError("the disk was not full")
        except OSError as error:
            assert error.errno == 28, error
        assert read_labels(REGISTRY)["champion"] == 1
        filler.unlink()
        for number in published(REGISTRY)[1:]:
            subprocess.run(["rm", "-r", REGISTRY / str(number)], check=True)
        assert publish(source=models[0]) == 2  # there is room again
    return {"full disks": count, "refused": refused, "lost": 0}


def fill(file):
    with open(file, "wb", buffering=0) as out, contextlib.suppress(OSError):
        while True:
            out.write(b"x")
            out.seek(4095, os.SEEK_CUR)
    return file


def flips(count):
    """`count` files of a version, each with one bit flipped: nothing is unpickled."""
    folder = REGISTRY / str(publish(source=sources()[0]))
    files, unpickled, luck = sorted(folder.iterdir()), [], random.Random(9)
    assert open_version(REGISTRY, 1) and len(files) == 3

    def load(file):
        unpickled.append(file)
        raise AssertionError("something was unpickled")

    passport.joblib.load = load
    for number in range(count):
        # The model's own file, mostly; of the other two each bit matters as well.
        file = (
            files[luck.randrange(3)] if number % 4 == 0 else folder / f"{NAME}.joblib"
        )
        right = file.read_bytes()
        wrong = bytearray(right)
        wrong[luck.randrange(len(wrong))] ^= 1 << luck.randrange(8)
        file.write_bytes(wrong)
        try:
            open_version(REGISTRY, 1)
            raise AssertionError(f"{file.name} was accepted")
        except PassportError:
            assert not unpickled, f"{file.name} was unpickled"
        file.write_bytes(right)
    return {"flips": count, "refused": count, "unpickled": len(unpickled)}


PARTS = (swaps, kill_a_worker, kill_a_publisher, full_disk, flips)
PARTS = {part.__name__: part for part in PARTS}


if __name__ == "__main__":
    open_logs(os.environ["LOG_FILE"])
    print(json.dumps(PARTS[sys.argv[1]](int(sys.argv[2]))), flush=True)
