"""nginx in front: what it serves, hands on, holds back and survives."""

import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from client import drawn_three
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from gateway.files import SENTENCES, write_all
from gateway.processes import Gateway, GatewayError, free_port, nginx

try:
    nginx()
except GatewayError as error:
    pytest.skip(str(error), allow_module_level=True)

FREELY = {"rate": 100_000, "burst": 100_000}
PICTURE = {"Content-Type": "image/png"}


def session(gateway, again=0):
    """A client of the gateway that tries `again` where a connection breaks."""
    made = gateway.client()
    made.mount("https://", HTTPAdapter(max_retries=Retry(again)))
    return made


def refusal(answer):
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == answer.status_code and told["type"] == "about:blank"
    return answer.status_code, told["detail"]


@pytest.fixture(scope="module")
def gateway():
    with Gateway(**FREELY) as made:
        yield made


@pytest.fixture
def client(gateway):
    with session(gateway) as made:
        yield made


def access(gateway):
    text = (gateway.folder / "access.log").read_text()
    return [json.loads(line) for line in text.splitlines() if line.endswith("}")]


# --- what it serves -------------------------------------------------------------------


def test_the_page_and_its_files(gateway, client):
    page = client.get(gateway.url)
    assert page.headers["Cache-Control"] == "no-cache"
    again = client.get(gateway.url, headers={"If-None-Match": page.headers["ETag"]})
    assert again.status_code == 304
    names = [part.partition('"')[0] for part in page.text.split('"assets/')[1:]]
    assert len(names) == 2 and 'content="api/"' in page.text
    for name in names:
        file = client.get(f"{gateway.url}/assets/{name}")
        assert file.headers["Cache-Control"] == "max-age=31536000"
        assert file.headers["Content-Encoding"] == "gzip"
        assert "'none'" in file.headers["Content-Security-Policy"]
    for path in ("/draw.js", "/nginx.conf", "/key.pem", "/.env", "/problems/404"):
        assert refusal(client.get(gateway.url + path))[0] == 404


def test_the_api_behind_its_prefix(gateway, client):
    answer = client.post(
        f"{gateway.url}/api/predict-image", data=drawn_three(), headers=PICTURE
    )
    port = gateway.ports[0]
    direct = requests.post(
        f"http://127.0.0.1:{port}/predict-image", data=drawn_three(), headers=PICTURE
    )
    assert answer.json() == direct.json() and answer.json()["prediction"] == "3"
    spec = client.get(f"{gateway.url}/api/openapi.json").json()
    assert spec["servers"] == [{"url": "/api"}]
    docs = client.get(f"{gateway.url}/api/docs")
    assert "/api/openapi.json" in docs.text
    assert "Content-Security-Policy" not in docs.headers
    refused = client.post(
        f"{gateway.url}/api/predict-image", data=b"x", headers=PICTURE
    )
    assert refusal(refused)[0] == 415


# --- what it hands on -----------------------------------------------------------------


def test_an_id_goes_all_the_way(gateway, client):
    given = "0f8fad5b-d9cb-469f-a165-70867728950e"
    for sent, kept in ((given, True), ("<script>", False), (given.upper(), False)):
        answer = client.get(f"{gateway.url}/api/health", headers={"X-Request-Id": sent})
        number = answer.headers["X-Request-Id"]
        assert (number == sent) == kept and len(number) == 36
        line = f'"id": "{number}"'
        # Both logs are written a moment after the answer.
        until(lambda line=line: line in gateway.words())
        until(lambda number=number: access(gateway)[-1]["id"] == number)


def test_a_forged_address_is_not_believed(gateway, client):
    for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded"):
        client.get(f"{gateway.url}/api/health", headers={name: "203.0.113.7"})
    assert "203.0.113.7" not in gateway.words()
    assert {line["address"] for line in access(gateway)} == {"127.0.0.1"}


def test_an_offer_of_another_protocol_is_not_handed_on(gateway, client):
    headers = PICTURE | {"Connection": "Upgrade, HTTP2-Settings", "Upgrade": "h2c"}
    url = f"{gateway.url}/api/predict-image"
    answer = client.post(url, data=drawn_three(), headers=headers)
    assert answer.json()["prediction"] == "3"


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not installed")
def test_http_2(gateway):
    command = ["curl", "-s", "--http2", "--noproxy", "*", "--cacert", gateway.authority]
    command += ["-o", os.devnull, "-w", "%{http_version}", f"{gateway.url}/api/health"]
    assert subprocess.check_output(command, text=True) == "2"


def test_what_is_sent_is_neither_on_the_disk_nor_in_the_log(gateway, client):
    large = drawn_three() + b"Rose Lane" * 300_000
    url = f"{gateway.url}/api/predict-image?secret=Rose"
    client.post(url, data=large, headers=PICTURE | {"Referer": "https://Rose.example"})
    assert "Rose" not in (gateway.folder / "access.log").read_text()
    assert "buffered to a temporary file" not in gateway.words()


# --- what it holds back ---------------------------------------------------------------


def test_its_own_refusals_have_the_shape_of_the_services(gateway, client):
    url, large = f"{gateway.url}/api/predict-image", bytes(5_300_000)
    told = {
        413: client.post(url, data=large, headers=PICTURE),
        414: client.get(f"{gateway.url}/{'a' * 9000}"),
        400: client.get(gateway.url, headers={"X-Long": "a" * 9000}),
        405: client.post(gateway.url, data=b"x"),
        404: client.get(f"{gateway.url}/nowhere"),
    }
    for status, answer in told.items():
        assert refusal(answer) == (status, SENTENCES[status])


def test_too_often():
    with Gateway(rate=1, burst=5, workers=1) as gateway, session(gateway) as client:
        url = f"{gateway.url}/api/health"
        answers = [client.get(url) for _ in range(12)]
        statuses = [answer.status_code for answer in answers]
        assert 429 in statuses and statuses.count(200) >= 4
        late = next(answer for answer in answers if answer.status_code == 429)
        assert refusal(late) == (429, SENTENCES[429])
        assert client.get(gateway.url).ok  # the page is not counted


@contextmanager
def before(tmp_path, port, **settings):
    """nginx alone, before whatever listens at a port; yields its address."""
    mine = free_port()
    write_all(tmp_path, mine, [port], **settings)
    command = [nginx(), "-p", tmp_path, "-c", "nginx.conf", "-g", "daemon off;"]
    with subprocess.Popen([*command, "-e", tmp_path / "error.log"]) as process:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", mine), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield f"https://localhost:{mine}"
        process.terminate()


def test_nobody_behind_it(tmp_path):
    with before(tmp_path, free_port()) as url:
        answer = requests.get(f"{url}/api/health", verify=str(tmp_path / "ca.pem"))
        assert refusal(answer)[0] == 502


def test_somebody_behind_it_who_does_not_answer(tmp_path):
    silent = socket.create_server(("127.0.0.1", 0))
    with silent, before(tmp_path, silent.getsockname()[1], wait=1) as url:
        answer = requests.get(f"{url}/api/health", verify=str(tmp_path / "ca.pem"))
        assert refusal(answer) == (504, SENTENCES[504])


def opened(gateway):
    context = ssl.create_default_context(cafile=gateway.authority)
    bare = socket.create_connection(("127.0.0.1", gateway.port), 30)
    return context.wrap_socket(bare, server_hostname="localhost")


def test_who_is_slow_is_cut_off_and_others_are_not():
    with Gateway(patience=1, **FREELY) as gateway, session(gateway) as client:
        slow = [opened(gateway) for _ in range(20)]
        head = b"POST /api/predict-image HTTP/1.1\r\nHost: localhost\r\n"
        for one in slow:
            one.sendall(head + b"Content-Length: 500\r\n\r\nhalf")
        url = f"{gateway.url}/api/predict-image"
        told = client.post(url, data=drawn_three(), headers=PICTURE)
        assert told.json()["prediction"] == "3"
        for one in slow:
            assert one.recv(1000) == b""  # nginx hangs up, and says so in its log only
            one.close()
        until(lambda: sum(one["status"] == 408 for one in access(gateway)) == 20)


# --- what it survives -----------------------------------------------------------------


@contextmanager
def traffic(gateway, again=0, headers=None, threads=4):
    """Ask without end from several threads; yields (statuses, errors)."""
    statuses, errors, stop = [], [], threading.Event()
    url = f"{gateway.url}/api/health"

    def ask():
        with session(gateway, again) as client:
            while not stop.is_set():
                try:
                    answer = client.get(url, headers=headers, timeout=30)
                    statuses.append(answer.status_code)
                except requests.RequestException as error:
                    errors.append(error)

    with ThreadPoolExecutor(threads) as pool:
        for _ in range(threads):
            pool.submit(ask)
        try:
            yield statuses, errors
        finally:
            stop.set()


def until(condition, patience=120):
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def grown(some, by):
    """Wait until a list is so much longer."""
    start = len(some)
    until(lambda: len(some) > start + by)


@pytest.mark.slow
def test_a_worker_that_dies_is_not_noticed(gateway):
    with traffic(gateway) as (statuses, errors):
        for port in gateway.ports:
            grown(statuses, by=100)
            process = gateway.workers[port]
            process.send_signal(signal.SIGKILL)
            until(lambda old=process, port=port: gateway.workers[port] is not old)
            url = f"http://127.0.0.1:{port}"
            gateway.until_it_answers(f"{url}/health", port)
            time.sleep(2.5)  # for so long nginx leaves it out
    # What was half-way when its worker died cannot be begun again; the page asks anew.
    assert len(errors) <= len(gateway.ports) and set(statuses) == {200}


# A connection that is kept open may be closed at the moment at which a request is on
# its way on it. Browsers try again then, on a new one; so does a client with a Retry.
@pytest.mark.slow
@pytest.mark.parametrize("how", [{"again": 1}, {"headers": {"Connection": "close"}}])
def test_a_reload_under_load_loses_nothing(gateway, how):
    with traffic(gateway, **how) as (statuses, errors):
        while len(statuses) < 2500:
            gateway.reload()
            grown(statuses, by=250)
    assert errors == [] and set(statuses) == {200}


@pytest.mark.slow
def test_three_hundred_connections_at_once(gateway):
    connections = [opened(gateway) for _ in range(300)]
    for one in connections:
        one.sendall(b"GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n")
    for one in connections:
        assert one.recv(15) == b"HTTP/1.1 200 OK"
        one.close()


KILLED = """
import os, sys
sys.path.insert(0, ".")
from gateway.processes import Gateway
made = Gateway(workers=1).start()
print(made.port, *made.ports, made.folder, flush=True)
os.kill(os.getpid(), 9)
"""


@pytest.mark.slow
def test_all_of_it_ends_with_a_process_that_is_killed():
    project = Path(__file__).resolve().parent.parent
    command = [sys.executable, "-c", KILLED]
    told = subprocess.run(command, cwd=project, capture_output=True, text=True)
    *ports, folder = told.stdout.split()
    assert told.returncode == -signal.SIGKILL and len(ports) == 2

    def refused(port):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", int(port))) != 0

    until(lambda: all(map(refused, ports)))
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.slow
def test_a_worker_that_hangs_is_not_waited_for():
    """A POST goes to the other one, and the one that hangs is left out."""
    with Gateway(wait=1, **FREELY) as gateway, session(gateway) as client:
        url, one = f"{gateway.url}/api/predict-image", gateway.workers[gateway.ports[0]]
        one.send_signal(signal.SIGSTOP)
        answers = [
            client.post(url, data=drawn_three(), headers=PICTURE) for _ in range(10)
        ]
        one.send_signal(signal.SIGCONT)
        assert {answer.status_code for answer in answers} == {200}
        until(lambda: len(access(gateway)) >= 11)
        assert "504, 200" in {line["tries"] for line in access(gateway)}


@pytest.mark.slow
def test_nothing_is_left_behind():
    with Gateway(workers=1) as gateway:
        folder, processes = gateway.folder, [gateway.front, *gateway.workers.values()]
    assert not folder.exists()
    assert all(process.poll() is not None for process in processes)
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", gateway.port), 1)
