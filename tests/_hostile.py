"""Ask one service everything that it should refuse, and see that it does.

    python tests/_hostile.py FOLDER [corpus]

Starts the service in FOLDER as its README says, sends it the hostile requests of
tests/hostile and (unless `corpus` stands there) schemathesis' own, and prints how
many there were of each kind, and what was wrong with the answers. The folder needs its
trained model.
"""

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from functools import cache, partial
from pathlib import Path

import psutil
import requests
from _browser import free_port
from _layout import entry
from _parity import about, of, over_http
from hostile.addresses import addresses, methods
from hostile.bodies import bodies
from hostile.exchange import exchange
from hostile.judge import HANGS, complaints
from hostile.lengths import endless, lengths, sizes
from hostile.manners import manners
from hostile.operations import operations
from hostile.pictures import pictures
from hostile.questions import Question, odd_questions, questions
from hostile.request import BAD_BODY
from hostile.said import headers, keys, types
from hostile.texts import texts

GROWTH = 300  # MB
WATCHED = ("/health", "/live", "/ready", "/metrics")
MANY = 5  # hangs, and it is of no use to go on
STALLED = 20  # connections that say a little and then nothing, all the while
# schemathesis' checks but for three that follow things made, read and deleted, and
# for that of valid data: 2.0 is a whole number for JSON Schema, and a strict service
# may want a 2. The corpus has valid requests of its own.
OFF = "use_after_free,ensure_resource_availability,object_level_authorization"
OFF += ",positive_data_acceptance"
TRACE = "Traceback (most recent call last):"
# uvicorn's own way to say that the client was gone before the answer was written.
HUNG_UP = re.compile(
    r"\nRuntimeError: unable to perform operation on <TCPTransport closed"
)


class Anything:
    """Equal to every answer."""

    __hash__ = None

    def __eq__(self, other):
        return True


ANYTHING = Anything()


class Server:
    """uvicorn, started as the README says, and its log in a file."""

    def __init__(self, folder, log):
        self.port = free_port()
        self.url, self.log = f"http://127.0.0.1:{self.port}", log
        command = [sys.executable, "-m", "uvicorn", entry(folder)]
        command += ["--port", str(self.port)]
        with open(log, "wb") as out:
            both = {"stdout": out, "stderr": subprocess.STDOUT}
            env = os.environ | {"PYTHONUNBUFFERED": "1"}  # what it prints is read, too
            self.process = subprocess.Popen(command, cwd=folder, env=env, **both)

    def wait(self, session):
        end = time.monotonic() + 120
        while time.monotonic() < end:
            with contextlib.suppress(requests.ConnectionError):
                return session.get(f"{self.url}/health", timeout=5)
            if self.gone():
                break
            time.sleep(0.05)
        raise RuntimeError(f"the server does not start: {self.words()[-2000:]}")

    def gone(self):
        return self.process.poll() is not None

    def words(self):
        return Path(self.log).read_text(encoding="utf-8", errors="replace")

    def megabytes(self):
        return psutil.Process(self.process.pid).memory_info().rss / 2**20


@contextlib.contextmanager
def served(folder):
    with tempfile.TemporaryDirectory() as place, requests.Session() as session:
        session.trust_env = False
        server = Server(folder, Path(place, "server.log"))
        try:
            server.wait(session)
            yield server, session
        finally:
            server.process.terminate()
            try:
                server.process.wait(60)
            except subprocess.TimeoutExpired:
                server.process.kill()
                server.process.wait()


def corpus(operation, first, asked):
    """Every hostile request to an operation; what is around a body, to the first."""
    made = [bodies, texts, types] if first else [bodies, texts]
    if operation.picture:
        made = [partial(pictures, **asked.collection())]
    if first:
        made += [
            sizes,
            endless,
            lengths,
            methods,
            addresses,
            headers,
            keys,
            manners,
        ]
    for part in made:
        for request in part(operation):
            # Half a picture may well be called none.
            if operation.picture and request.refusals >= BAD_BODY:
                request.refusals |= {415}
            # Where a form is to begin, anything else is refused before it gets large.
            if operation.fields or operation.kind.startswith("multipart/"):
                request.refusals |= {400} if request.kind == "enormous" else set()
            yield request


@contextlib.contextmanager
def stalled(port, operation):
    """Connections that stop half-way, and stay: the others are served all the same."""
    begun = f"POST {operation.path} HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n"
    with contextlib.ExitStack() as stack:
        for number in range(STALLED):
            one = socket.create_connection(("127.0.0.1", port))
            stack.enter_context(one)
            one.sendall(begun.encode() + b"\r\n{" * (number % 2))
        yield


def attack(server, session, asked):
    """Send all hostile requests. Return how many of each kind, and what was wrong."""
    counts, wrong, slowest, private = Counter(), defaultdict(list), (0, ""), []
    session.headers.update(of(asked, "headers"))
    spec = session.get(f"{server.url}/openapi.json", timeout=60).json()
    more = (
        of(asked, "headers"),
        of(asked, "most"),
        of(asked, "picture"),
        of(asked, "forms"),
    )
    offered = list(operations(spec, *more))
    assert offered, "the service takes neither JSON nor pictures"
    plan = [(each, corpus(each, each is offered[0], asked)) for each in offered]
    asks = list(questions(spec, of(asked, "headers")))
    plan += [(each, odd_questions(each)) for each in asks]
    with stalled(server.port, offered[0]):
        for operation, hostile in plan:
            expected = right_answers(asked, server, session, operation)
            for request in hostile:
                if server.gone() or len(wrong[HANGS]) >= MANY:
                    break
                answers, seconds = exchange(server.port, request)
                counts[request.kind] += 1
                name = request.kind, f"{operation.path} | {request.name}"
                slowest = max(slowest, (seconds, name))
                for complaint in complaints(request, answers, seconds, expected):
                    wrong[complaint].append(name)
                private += [(word, name) for word in request.not_in_log()]
    if server.gone():
        wrong["the server died"].append(name)
    else:
        counts["HEAD"], wrong["HEAD is not as GET"] = watched(server, session)
    log = server.words()
    wrong["the log repeats the request"] = [
        name for word, name in private if word in log
    ]
    if log.count(TRACE) > len(HUNG_UP.findall(log)):
        wrong["a traceback in the log"].append(("such as", log.split(TRACE)[1][-300:]))
    return counts, wrong, slowest


def watched(server, session):
    """How many of the addresses that watchers ask there are, and what HEAD gets wrong:
    many watchers ask with it, and it has to be answered as GET is, without a body."""
    there, wrong = 0, []
    for path in WATCHED:
        get = session.get(server.url + path, timeout=60)
        if get.status_code == 404:
            continue
        there += 1
        head = session.head(server.url + path, timeout=60)
        kind = [answer.headers.get("Content-Type") for answer in (get, head)]
        if head.status_code != get.status_code or head.content or kind[0] != kind[1]:
            wrong.append(("HEAD", f"{path}: {head.status_code} for {get.status_code}"))
    return there, wrong


def right_answers(asked, server, session, operation):
    """A function from a valid body to the answer that it must have.

    Where tests/asked cannot ask the model itself, the same body in its plainest form
    tells whether the answer depends on how a body was written. Of a GET operation, the
    address is all that is asked.
    """
    url = server.url + operation.path

    if operation.path in getattr(asked, "NEW", ()):  # such as an id, each time anew
        return lambda body: ANYTHING

    @cache
    def expected(text):
        body = json.loads(text)
        if isinstance(operation, Question) and hasattr(asked, "answer"):
            return json.loads(json.dumps(asked.answer(body, None)))
        if isinstance(operation, Question):
            return session.get(server.url + body, headers=operation.headers).json()
        if hasattr(asked, "answer"):
            return json.loads(json.dumps(asked.answer(operation.path, body)))
        return session.post(url, json=body, headers=operation.headers).json()

    return lambda body: expected(json.dumps(body))


def schemathesis(url, headers):
    """Its own requests, the same ones each time; what it printed, if it complained."""
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{url}/openapi.json"]
    command += ["--checks", "all", "--exclude-checks", OFF, "--no-color"]
    command += ["--phases", "examples,coverage,fuzzing", "--max-examples", "50"]
    command += ["--generation-deterministic"]
    command += ["--continue-on-failure", "--no-shrink", "--warnings", "off"]
    for pair in headers.items():
        command += ["--header", ": ".join(pair)]
    with tempfile.TemporaryDirectory() as place:
        done = subprocess.run(command, cwd=place, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def main(folder, part="all"):
    folder = Path(folder).resolve()
    asked = about(folder)
    os.environ |= of(asked, "environment")
    began = time.perf_counter()
    with served(folder) as (server, session):
        before = server.megabytes()
        counts, wrong, (longest, what) = attack(server, session, asked)
        took = time.perf_counter() - began
        print(f"{sum(counts.values())} hostile requests in {took:.1f} s, of these")
        for kind, count in counts.items():
            print(f"{count:6} {kind}")
        print(f"The slowest answer took {longest:.2f} s: {' | '.join(what)}")
        if part == "all" and not server.gone():
            failed, said = schemathesis(server.url, of(asked, "headers"))
            print(said)
            if failed:
                wrong["schemathesis complains"].append(("see above", ""))
        if server.process.poll() is not None:
            wrong["the server is gone"].append(
                ("its last words", server.words()[-600:])
            )
        else:
            grown = server.megabytes() - before
            print(f"The server has grown by {grown:.0f} MB")
            if grown > GROWTH:
                wrong["the server's memory grows"].append((f"by {grown:.0f} MB", ""))
            try:
                over_http(folder, asked, server.url, asked.cases())
            except AssertionError as error:
                wrong["a right question is not answered as before"].append(
                    (str(error)[:300], "")
                )
    report({complaint: names for complaint, names in wrong.items() if names})
    print(f"All of it took {time.perf_counter() - began:.1f} s")
    return bool(any(wrong.values()))


def report(wrong):
    for complaint, names in wrong.items():
        kinds = Counter(kind for kind, _ in names)
        kinds = ", ".join(f"{kind} {count}" for kind, count in kinds.items())
        print(f"WRONG, {len(names)} times: {complaint} ({kinds})")
        for name in names[:8]:
            print("   ", " | ".join(name))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
