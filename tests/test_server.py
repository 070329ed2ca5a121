"""serve() under all the troubles that a server beside a notebook is known for."""

import asyncio
import contextlib
import http.server
import json
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import psutil
import pytest
from _kernel import SafeKernelManager

from course._child import listen
from course.server import DIRECT, ServerFailed, serve

ROOT = Path(__file__).resolve().parents[1]
APPS = ROOT / "tests" / "apps"
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="SIGKILL as on Linux")


def ask(url, path="/"):
    with DIRECT.open(url + path, timeout=5) as response:
        return json.load(response)


def port_of(url):
    return int(url.rpartition(":")[2])


def is_closed(port):
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) != 0


def soon(condition, seconds=8):
    """Wait until something is true, and say whether it came true."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


def is_gone(pid):
    # Where nobody collects them, the dead remain as zombies, which hold nothing.
    with contextlib.suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    return True


def failure(*args, **kwargs):
    with pytest.raises(ServerFailed) as caught:
        serve(*args, **kwargs)
    return str(caught.value)


@pytest.fixture
def greets(tmp_path):
    """A folder of its own for each test, with a space and an accent in its path."""
    return Path(shutil.copytree(APPS / "greets", tmp_path / "é b" / "greets"))


@pytest.fixture
def server(greets):
    with serve(greets) as server:
        yield server


# --- one server ---------------------------------------------------------------------


def test_the_second_part_of_an_answer_is_not_held_back():
    """With Nagle's algorithm it waits 40 ms, on a connection that is kept open."""
    told = asyncio.Queue()

    class Accepted(asyncio.Protocol):
        def connection_made(self, transport):
            sock = transport.get_extra_info("socket")
            told.put_nowait(sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

    async def connected():
        loop, listener = asyncio.get_running_loop(), listen(0)
        async with await loop.create_server(Accepted, sock=listener):
            await loop.create_connection(asyncio.Protocol, *listener.getsockname())
            return await told.get()

    assert asyncio.run(connected())


def test_it_answers_when_serve_returns(greets, capsys):
    with serve(greets) as server:
        assert ask(server.url)["greeting"] == "hello"
        assert repr(server) == f"<Server greets at {server.url}>"
    shown = f"Starting greets …\rgreets is listening at {server.url}\n"
    assert capsys.readouterr().out == shown


def test_it_has_our_working_directory_and_environment(greets, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MODEL_DIR", "/models")
    with serve("é b/greets") as server:
        answer = ask(server.url)
    assert (answer["folder"], answer["model_dir"]) == (str(tmp_path), "/models")


def test_the_log_has_the_apps_words_and_requests_and_nothing_of_ours(server):
    ask(server.url, "/hello")
    log = server.log(wait_for="GET /hello")
    assert log.count("HTTP/1.1") == 1
    assert "✓ opened" in log and "\x1b" not in log
    with pytest.raises(urllib.error.HTTPError):
        ask(server.url, "/fails")
    log = server.log(wait_for="asked to fail")
    assert "ValueError: asked to fail" in log and "_child.py" not in log


def test_waiting_for_words_that_never_come_ends(server):
    start = time.monotonic()
    assert "opened" in server.log(wait_for="no such words", timeout=0.3)
    assert 0.3 <= time.monotonic() - start < 2


def test_stop_closes_the_port_and_may_come_twice(server):
    answer = ask(server.url)
    server.stop()
    assert is_closed(port_of(server.url)) and is_gone(answer["pid"])
    server.stop()
    assert "closed" in server.log() and repr(server) == "<Server greets has ended>"
    assert not server._place.exists()


@pytest.mark.parametrize("path", ["/", "/slow"])
def test_a_client_that_stays_does_not_delay_stop(server, path):
    with socket.create_connection(("127.0.0.1", port_of(server.url))) as client:
        client.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert client.recv(100).startswith(b"HTTP/1.1 200")
        start = time.monotonic()
        server.stop()
    assert time.monotonic() - start < 4
    assert "Finished server process" in server.log()


# --- several servers, and others -----------------------------------------------------


def test_serving_again_replaces_the_server(greets):
    old = serve(greets)
    (greets / "app.py").write_text((greets / "app.py").read_text().replace("llo", "i"))
    with serve(greets) as new:
        assert is_closed(port_of(old.url)) and ask(new.url)["greeting"] == "hei"


def test_a_failed_replacement_leaves_no_old_server(greets):
    old = serve(greets)
    (greets / "app.py").write_text("def app(scope, receive, send)\n    return None\n")
    message = failure(greets)
    assert 'File "app.py", line 1' in message and "SyntaxError" in message
    assert is_closed(port_of(old.url))


def test_two_servers_side_by_side(greets, tmp_path):
    other = shutil.copytree(greets, tmp_path / "other")
    with serve(greets) as one, serve(other) as two, serve(greets, "api:api") as three:
        assert len({ask(one.url)["pid"], ask(two.url)["pid"]}) == 2
        assert ask(three.url, "/openapi.json")["info"]["title"] == "FastAPI"


def test_a_fixed_port_can_be_taken_again_at_once(greets):
    with serve(greets) as first:
        port = port_of(first.url)
        ask(first.url)
    with serve(greets, port=port) as second:
        assert port_of(second.url) == port
        assert ask(serve(greets, port=port).url)["greeting"] == "hello"


def test_an_occupied_port(greets):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        message = failure(greets, port=listener.getsockname()[1])
    assert "address already in use" in message
    assert str(listener) not in message and not any(c.isdigit() for c in message)


def test_a_package_that_the_app_is_not_to_find(tmp_path):
    """As notebook 03 needs it: the article's readers have no python-multipart."""
    (tmp_path / "app.py").write_text(
        "from fastapi import FastAPI, Form\n"
        "app = FastAPI()\n"
        "@app.post('/form')\n"
        "def form(name: str = Form()): return name\n"
    )
    with serve(tmp_path) as server:
        assert server.url
    message = failure(tmp_path, without="python-multipart")
    assert 'RuntimeError: Form data requires "python-multipart"' in message


@pytest.mark.parametrize("port", [-1, 65536, "8000", True])
def test_rubbish_for_a_port(greets, port):
    assert "from 1 to 65535" in failure(greets, port=port)


class Foreign(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"I answer everything")

    def log_message(self, *args):
        pass


def test_another_server_is_not_taken_for_ours(greets, monkeypatch):
    with http.server.HTTPServer(("127.0.0.1", 0), Foreign) as foreign:
        threading.Thread(target=foreign.serve_forever, daemon=True).start()
        port = foreign.server_port
        assert "address already in use" in failure(greets, port=port)
        # Even if it had our child's port, as some systems allow:
        news = {"port": port}
        monkeypatch.setattr("course.server.Server._news", lambda self: news)
        assert "no answer in 1 seconds" in failure(greets, wait=1)
        foreign.shutdown()


def test_a_dead_proxy_is_not_asked(greets, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    # In a process of its own: proxies are read once, when the module is imported.
    code = "import sys; from course.server import serve; serve(sys.argv[1], wait=5)"
    command = [sys.executable, "-c", code, str(greets)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert "is listening" in done.stdout, done.stderr


# --- projects with a folder app/, and clients of other makes --------------------------

PROJECT = """
from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

app = FastAPIOffline(title="in a folder")

@app.post("/echo")
def echo(body: dict[str, int]) -> dict[str, int]:
    return body
"""


@pytest.fixture
def project(tmp_path):
    """A project of the shape that lessons have from 05 on."""
    folder = tmp_path / "ü b" / "project"
    (folder / "app").mkdir(parents=True)
    (folder / "app/__init__.py").touch()
    (folder / "app/main.py").write_text(PROJECT)
    return folder


def test_the_app_is_found_in_app_main(project):
    with serve(project) as server:
        assert ask(server.url, "/openapi.json")["info"]["title"] == "in a folder"
    with serve(project, "app.main:app") as again:
        assert again.url


def test_a_request_that_offers_h2c_keeps_its_body(project):
    # Stands in for an installed httptools, which uvicorn takes where it finds it.
    (project / "httptools.py").write_text("raise RuntimeError('httptools was taken')")
    with serve(project) as server:
        port = port_of(server.url)
        with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
            client.sendall(
                b"POST /echo HTTP/1.1\r\nHost: localhost\r\n"
                b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                b"HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n"
                b"Content-Type: application/json\r\nContent-Length: 8\r\n\r\n"
                b'{"a": 1}'
            )
            said = b""
            while b'{"a":1}' not in said:
                said += client.recv(1000) or pytest.fail(said.decode())
    assert said.startswith(b"HTTP/1.1 200")


class Hub(http.server.BaseHTTPRequestHandler):
    """jupyter-server-proxy in short: takes /user/ada/proxy/PORT off, asks that port."""

    def do_GET(self):
        found = re.match(r"/user/ada/proxy/(\d+)(/.*)", self.path)
        if not found:
            return self.send_error(404)
        try:
            with DIRECT.open(f"http://127.0.0.1:{found[1]}{found[2]}") as response:
                self.send_response(response.status)
                self.send_header("Content-Type", response.headers["Content-Type"])
                self.end_headers()
                self.wfile.write(response.read())
        except urllib.error.HTTPError as error:
            self.send_error(error.code)

    def log_message(self, *args):
        pass


@pytest.fixture
def hub(monkeypatch):
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hub) as hub:
        threading.Thread(target=hub.serve_forever, daemon=True).start()
        monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/user/ada/")
        base = f"http://127.0.0.1:{hub.server_port}"
        monkeypatch.setenv("JUPYTERHUB_PUBLIC_URL", f"{base}/user/ada/")
        yield base
        hub.shutdown()


def test_behind_a_hub_the_browsers_address_is_printed_and_docs_open(
    project, hub, capsys
):
    with serve(project) as server:
        port = port_of(server.url)
        shown = capsys.readouterr().out.splitlines()[-2:]
        assert shown[0].endswith(f"project is listening at {server.url}")
        address = f"{hub}/user/ada/proxy/{port}/"
        assert shown[1] == f"In your browser, behind this hub: {address}"
        assert server.public == address
        # In the notebook everything is asked where it was before.
        request = urllib.request.Request(
            f"{server.url}/echo", b'{"a": 2}', {"Content-Type": "application/json"}
        )
        with DIRECT.open(request) as response:
            assert json.load(response) == {"a": 2}
        # What a browser then fetches, by the links that the page has.
        with DIRECT.open(address + "docs") as response:
            page = response.read().decode()
        links = re.findall(r"""(?:src|href|url)(?:=|: )["']([^"']+)["']""", page)
        assert any("openapi.json" in link for link in links) and len(links) >= 3
        for link in links:
            with DIRECT.open(urllib.parse.urljoin(address + "docs", link)) as response:
                assert response.status == 200
        schema = ask(address, "openapi.json")
        assert schema["servers"] == [{"url": f"/user/ada/proxy/{port}"}]


def test_without_the_hubs_own_address_the_path_below_it_is_printed(
    project, monkeypatch, capsys
):
    monkeypatch.setenv("JUPYTERHUB_SERVICE_PREFIX", "/user/ada")
    with serve(project) as server:
        assert server.public == f"/user/ada/proxy/{port_of(server.url)}/"
    assert server.public in capsys.readouterr().out


# --- apps that fail -------------------------------------------------------------------


def test_an_app_that_fails_at_import():
    assert failure(APPS / "fails_at_import").splitlines() == [
        "fails_at_import did not start.",
        "  app.py, line 3, in <module>",
        "    model = load_model()",
        "  model.py, line 8, in load_model",
        '    raise RuntimeError("The model is missing: run train.py") from error',
        "RuntimeError: The model is missing: run train.py",
        "after FileNotFoundError: [Errno 2] No such file or directory: 'iris.joblib'",
    ]


def test_an_app_that_fails_at_start_up():
    assert failure(APPS / "fails_at_startup").splitlines() == [
        "fails_at_startup did not start.",
        "  app.py, line 8, in lifespan",
        '    raise LookupError(f"no class in {object()!r}")',
        "LookupError: no class in <object object at 0x…>",
    ]


def test_an_app_whose_process_dies():
    start = time.monotonic()
    assert failure(APPS / "dies").splitlines() == [
        "dies died with exit code 7.",
        "Its log ends with",
        "  about to go",
    ]
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    ("app", "last"),
    [("app:app", "waiting for a database"), ("busy:app", "application startup.")],
)
def test_an_app_that_never_gets_ready(app, last):
    before = set(psutil.Process().children())
    message = failure(APPS / "never_ready", app, wait=3)
    assert "no answer in 3 seconds" in message and message.endswith(last)
    assert "process [" not in message
    assert set(psutil.Process().children()) <= before


@pytest.mark.parametrize(
    ("folder", "app", "said"),
    [
        (None, "app:app", "wants a folder"),
        ("", "app:app", "wants a folder"),
        ("apps/greetz", "app:app", 'In "apps" are: dies, fails_at_import,'),
        ("nowhere/at/all", "app:app", 'no folder "nowhere/at/all". Here are: '),
        ("apps/\0", "app:app", "There is no folder"),
        ("apps/greets/app.py", "app:app", "is a file: serve() wants the folder"),
        ("apps/greets", "main:app", 'no main.py in "apps/greets". It has: api.py, app'),
        ("apps/greets", "app.py:app", 'write "app:app"'),
        ("apps/greets", "app", 'write "app:app"'),
        ("apps/greets", "..:app", 'write "app:app"'),
        ("apps/greets", 7, 'write "app:app"'),
        ("apps", None, 'There is no app.py in "apps"'),
        ("apps/greets", "api:app", 'no "app". The app in it is called "api".'),
        ("apps/greets", "app:api", 'app.py has no "api". No app is in it.'),
        ("apps/greets", "app:greeting", "is not an app, but of type str"),
    ],
)
def test_rubbish_for_a_folder_or_an_app(folder, app, said, monkeypatch):
    monkeypatch.chdir(ROOT / "tests")
    assert said in failure(folder, app)


def test_a_module_with_a_name_that_python_has(tmp_path):
    (tmp_path / "json.py").write_text("app = print\n")
    assert 'Python has a module "json" of its own' in failure(tmp_path, "json:app")


# --- beside a kernel ------------------------------------------------------------------


class Kernel:
    """A notebook's kernel, with serve() imported."""

    def __init__(self):
        self.manager = SafeKernelManager(kernel_name="python3")
        self.manager.start_kernel(stderr=subprocess.DEVNULL)
        self.client = self.manager.client()
        self.client.start_channels()
        self.prepare()

    def prepare(self):
        self.client.wait_for_ready(timeout=60)
        self.run(f"import sys; sys.path.append({str(ROOT)!r})")
        self.run("from course.server import serve")

    def run(self, code):
        """Run a cell; return its printed text, and its error as (value, lines)."""
        text, error = "", None

        def keep(message):
            nonlocal text, error
            content = message["content"]
            if message["msg_type"] == "stream":
                text += content["text"]
            elif message["msg_type"] == "error":
                error = content["evalue"], content["traceback"]

        self.client.execute_interactive(code, timeout=60, output_hook=keep)
        return text, error

    def serve(self, folder):
        """Serve in a cell; return the server's address and its process."""
        text, error = self.run(f"server = serve({str(folder)!r})")
        assert error is None
        url = text.split()[-1]
        return url, ask(url)["pid"]

    def kill(self):
        psutil.Process(self.manager.provisioner.pid).kill()

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def kernel():
    kernel = Kernel()
    yield kernel
    kernel.close()


def test_a_cell_run_twice_replaces_its_server(kernel, greets):
    old_url, old_pid = kernel.serve(greets)
    new_url, new_pid = kernel.serve(greets)
    assert old_pid != new_pid and is_closed(port_of(old_url)) and is_gone(old_pid)
    kernel.run(f"another = serve({str(greets)!r})")
    assert is_closed(port_of(new_url)) and is_gone(new_pid)


def test_jupyter_shows_a_failure_without_our_frames(kernel):
    _, (value, lines) = kernel.run(f"serve({str(APPS / 'fails_at_import')!r})")
    assert lines == value.splitlines()
    assert lines[0] == "fails_at_import did not start." and "model.py" in lines[3]


def test_the_server_survives_an_interrupt(kernel, greets):
    url, pid = kernel.serve(greets)
    interrupt = threading.Timer(0.5, kernel.manager.interrupt_kernel)
    interrupt.start()
    _, error = kernel.run("import time; time.sleep(20)")
    assert error is not None
    assert not soon(lambda: is_closed(port_of(url)), 1) and ask(url)["pid"] == pid


def test_an_interrupt_while_serve_waits_ends_the_child(kernel, tmp_path):
    note = tmp_path / "pid"
    kernel.run(f"import os; os.environ['NOTE_PID_IN'] = {str(note)!r}")

    def interrupt():
        assert soon(note.exists)
        kernel.manager.interrupt_kernel()

    threading.Thread(target=interrupt).start()
    _, error = kernel.run(f"serve({str(APPS / 'never_ready')!r}, 'slow_import:app')")
    assert error is not None and soon(lambda: is_gone(int(note.read_text())))


def test_restarting_the_kernel_ends_the_server(kernel, greets):
    url, pid = kernel.serve(greets)
    kernel.manager.restart_kernel()
    assert soon(lambda: is_gone(pid)) and is_closed(port_of(url))
    kernel.prepare()
    assert kernel.serve(greets)[1] != pid


@pytest.fixture
def doomed():
    kernel = Kernel()
    yield kernel
    kernel.close()


@linux_only
def test_killing_the_kernel_leaves_no_orphan(doomed, greets):
    url, pid = doomed.serve(greets)
    log = next(
        f.path for f in psutil.Process(pid).open_files() if "server.log" in f.path
    )
    doomed.kill()
    assert soon(lambda: is_gone(pid)) and is_closed(port_of(url))
    assert not Path(log).parent.exists()


@linux_only
def test_killing_the_kernel_while_serve_waits_leaves_no_orphan(doomed, tmp_path):
    note = tmp_path / "pid"
    doomed.run(f"import os; os.environ['NOTE_PID_IN'] = {str(note)!r}")
    doomed.client.execute(f"serve({str(APPS / 'never_ready')!r}, 'slow_import:app')")
    assert soon(lambda: note.exists() and note.read_text())
    pid = int(note.read_text())
    assert not is_gone(pid)
    doomed.kill()
    assert soon(lambda: is_gone(pid))
