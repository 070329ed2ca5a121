"""HTTP as it is sent out there: the clients that others use get the same answer.

Java's client and `curl --http2` offer, with each request, to go on in HTTP/2. A server
that does not speak it has to answer as if nothing was said, and to read the body.
"""

import base64
import json
import shlex
import subprocess
import sys
from pathlib import Path
from shutil import which

import _browser
import pytest
import requests
from _readme import to_run
from _repo import ROOT, child_env, first_and_last, must, services
from hostile.operations import operations

CLIENTS = Path(__file__).with_name("clients")
OFFER = {
    "Connection": "Upgrade, HTTP2-Settings",
    "Upgrade": "h2c",
    "HTTP2-Settings": "AAMAAABkAAQCAAAAAAIAAAAA",
}


def with_curl(file, url, headers, body):
    command = ["curl", "--http2", "--noproxy", "*", "-s", "-w", "\n%{http_code}", url]
    for pair in headers.items():
        command += ["-H", ": ".join(pair)]
    file.write_bytes(body)
    said = must([*command, "--data-binary", f"@{file}"]).stdout
    text, _, status = said.rpartition("\n")
    return int(status), text


def with_program(*command):
    def send(file, url, headers, body):
        head = "\n".join([url, *map(": ".join, headers.items())])
        file.write_bytes(head.encode() + b"\n\n" + body)
        status, _, text = must([*command, file]).stdout.partition("\n")
        return int(status), text.strip()

    return send


def with_requests(file, url, headers, body, **more):
    with requests.Session() as session:
        session.trust_env = False
        answer = session.post(url, data=body, headers=headers | more, timeout=60)
    return answer.status_code, answer.text


def that_offers(file, url, headers, body):
    return with_requests(file, url, headers, body, **OFFER)


# name: (the program that it needs, how it sends)
EVERYBODY = {
    "requests": (None, with_requests),
    "requests, offering h2c": (None, that_offers),
    "curl --http2": ("curl", with_curl),
    "Java's HttpClient": ("javac", with_program("java", CLIENTS / "Ask.java")),
    "Node's fetch": ("node", with_program("node", CLIENTS / "ask.mjs")),
}


def as_readme_says(lesson, port):
    text = (ROOT / f"lessons/{lesson}/README.md").read_text(encoding="utf-8")
    [line, *_] = [line for line in to_run(text) if "uvicorn" in line]
    words = shlex.split(line, comments=True)
    assert words[0] == "python"
    return [*words[1:], f"--port={port}"]


@pytest.mark.parametrize("lesson", services())
def test_everybody_gets_the_same_answer(lesson, tmp_path, project):
    folder, env = project(lesson, tmp_path / lesson), child_env(tmp_path / "env")
    command = [sys.executable, str(ROOT / "tests/_parity.py"), str(folder), "about"]
    about = json.loads(must(command, cwd=folder, env=env).stdout)
    port, url = _browser.free_port(), ""
    start = as_readme_says(lesson, port)
    ready, log = f"http://127.0.0.1:{port}/health", tmp_path / "server.log"
    more = {"cwd": folder, "env": env | about["environment"]}
    missing = set()
    with _browser.server(start, ready, log, **more):
        url = f"http://127.0.0.1:{port}"
        with requests.Session() as session:
            session.trust_env = False
            spec = session.get(f"{url}/openapi.json", headers=about["headers"]).json()
        name, data = about.get("picture", ("", ""))
        picture = name, base64.b64decode(data)
        forms = about.get("forms", {})
        offered = list(operations(spec, about["headers"], {}, picture, forms))
        assert offered
        for operation in offered:
            headers = {"Content-Type": operation.kind, **about["headers"]}
            ask = (tmp_path / "request", url + operation.path, headers)
            ask = (*ask, operation.right())
            first, second = with_requests(*ask), with_requests(*ask)
            assert 200 <= first[0] < 300, f"{operation.path}: {first}"
            for name, (needed, send) in EVERYBODY.items():
                if needed and not which(needed):
                    missing.add(needed)
                    continue
                status, text = send(*ask)
                about_it = f"{name} at {operation.path}: {status} {text[:300]}"
                assert status == second[0], about_it
                # Unless each answer is another, as a new key is.
                if loads(first[1]) == loads(second[1]):
                    assert loads(text) == loads(second[1]), about_it
    if missing:
        pytest.skip(f"the others agree; not installed here: {', '.join(missing)}")


def loads(text):
    return json.loads(text) if text else None


def test_a_server_that_takes_the_offer_wrongly_is_found_out(tmp_path):
    """The proof must fail where the body is lost, as with uvicorn's httptools."""
    program = """
import http.server, json
class Loses(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        lost = "Upgrade" in self.headers
        self.send_response(422 if lost else 200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")
    def log_message(self, *_): pass
server = http.server.HTTPServer(("127.0.0.1", 0), Loses)
print(server.server_port, flush=True)
server.serve_forever()
"""
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            url = f"http://127.0.0.1:{process.stdout.readline().strip()}/"
            ask = (
                tmp_path / "request",
                url,
                {"Content-Type": "application/json"},
                b"{}",
            )
            found = {
                name: send(*ask)[0]
                for name, (needed, send) in EVERYBODY.items()
                if not needed or which(needed)
            }
        finally:
            process.kill()
    offering = {"requests, offering h2c", "curl --http2", "Java's HttpClient"}
    assert {name for name, status in found.items() if status == 422} == (
        offering & found.keys()
    ), first_and_last(str(found))
