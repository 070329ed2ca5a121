"""How quick things are: `make bench`, or some of it: `make bench ARGS="server"`.

Each line is a ratio against something bare on the same machine in the same run, since
seconds alone say more about the machine. Medians where a repetition is cheap.
"""

import contextlib
import hashlib
import http.client
import io
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from functools import partial
from pathlib import Path

from _layout import entry

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
FLOWER = {"data": [5.1, 3.5, 1.4, 0.2]}

# The article's server with the least change that makes it work.
ARTICLE = """
import os

import joblib
from fastapi import Body, FastAPI

model = joblib.load(os.path.join(os.environ["MODEL_DIR"], "iris.joblib"))
app = FastAPI()


@app.post("/predict")
def predict(data: list[float] = Body(embed=True)):
    return {"prediction": int(model.predict([data])[0])}
"""


def seconds(work, times=1):
    """The median duration of some runs."""
    durations = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        durations.append(time.perf_counter() - began)
    return statistics.median(durations)


def show(name, took, bare=None, against=""):
    unit, factor = ("s", 1) if took >= 0.1 else ("ms", 1000)
    line = f"{name:34}{took * factor:8.2f} {unit:2}"
    if bare:
        line += f"  {took / bare:7.2f} x  {against} ({bare * factor:.2f} {unit})"
    print(line, flush=True)


def command(*words, **settings):
    quiet = subprocess.DEVNULL
    settings = {"check": True, "stdout": quiet, "stderr": quiet, **settings}
    return subprocess.run([str(word) for word in words], **settings)


def copy_of_the_course(folder):
    listing = ["git", "ls-files", "-coz", "--exclude-standard"]
    for name in subprocess.check_output(listing, cwd=ROOT).decode().split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def setup(folder):
    """A clean `make lab` until JupyterLab answers, and a bare pip install beside it."""
    copy_of_the_course(folder / "course")
    env = dict(os.environ, UV_CACHE_DIR=str(folder / "uv"), PIP_NO_CACHE_DIR="1")
    # As on a fresh machine: no uv on the PATH, nor this environment.
    mine = str(Path(sys.executable).parent)
    places = [p for p in env["PATH"].split(os.pathsep) if p != mine]
    places = [p for p in places if not Path(p, "uv").exists()]
    env["PATH"] = os.pathsep.join(places)
    python = getattr(sys, "_base_executable", sys.executable)

    def lab():
        process = subprocess.Popen(
            ["make", "lab", f"PYTHON={python}"],
            cwd=folder / "course",
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            for line in process.stdout:
                if found := re.search(r"http://127\.0\.0\.1:\d+/lab/\S+", line):
                    break
            direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            for _ in range(200):  # the address is printed a moment before it listens
                with contextlib.suppress(urllib.error.URLError):
                    return direct.open(found[0]).read()
                time.sleep(0.05)
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.communicate(timeout=30)

    def bare():
        command(python, "-m", "venv", folder / "bare")
        pip = [folder / "bare" / "bin" / "python", "-m", "pip", "install", "-q"]
        command(*pip, "-r", ROOT / "requirements.txt", env=env)

    show("make lab, until it answers", seconds(lab), seconds(bare), "venv, pip install")


def notebooks(folder):
    """Each notebook, run from top to bottom in a copy, against a notebook's kernel."""
    copy_of_the_course(folder / "course")
    import nbformat
    from nbclient import NotebookClient

    def run(path):
        notebook = nbformat.read(path, as_version=4) if path else empty
        where = {"metadata": {"path": str(path.parent if path else folder)}}
        NotebookClient(notebook, resources=where, kernel_name="python3").execute(
            stderr=subprocess.DEVNULL
        )

    empty = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
    kernel = seconds(lambda: run(None), 3)
    for path in sorted((folder / "course" / "notebooks").glob("*.ipynb")):
        show(path.name, seconds(lambda path=path: run(path)), kernel, "an empty one")


def tests(folder):
    """All of it, as a reader tests it, and the proofs for those who change it."""
    for target in ("test", "proofs"):
        words = ["make", target]
        show(" ".join(words), seconds(lambda words=words: command(*words, cwd=ROOT)))


def served(folder, where):
    """A server, started without the line that a notebook shows; models in `folder`."""
    from course import serve

    os.environ["MODEL_DIR"] = str(folder)
    if (where / "train.py").exists() and not list(folder.glob("*.joblib")):
        command(sys.executable, where / "train.py")
    with contextlib.redirect_stdout(io.StringIO()):
        return serve(where, entry(where) or "app:app")


def server(folder):
    """From the start of lesson 03's server to its first right answer."""
    import requests

    served(folder, ROOT / "lessons" / "03_serve").stop()  # trains, and warms the disk

    def first_answer():
        running = served(folder, ROOT / "lessons" / "03_serve")
        answer = requests.post(f"{running.url}/predict", json=FLOWER, timeout=10)
        assert answer.json()["prediction"] == "setosa"
        stop.append(running.stop)

    def alone():
        command(sys.executable, "-c", "import sklearn.pipeline, sklearn.linear_model")

    stop = []
    took = seconds(first_answer, 3)
    for end in stop:
        end()
    show("server 03, first right answer", took, seconds(alone, 3), "import sklearn")


def request(folder):
    """One request over HTTP, on a connection that is kept."""
    import joblib
    import requests

    (folder / "app.py").write_text(ARTICLE)
    servers = {
        name: served(folder, where)
        for name, where in (("03", ROOT / "lessons" / "03_serve"), ("article", folder))
    }
    rounds = {name: [] for name in servers}
    with requests.Session() as asked:
        asked.trust_env = False
        # In turns, so that whatever else the machine does falls on both.
        for _ in range(10):
            for name, server in servers.items():
                ask = partial(asked.post, f"{server.url}/predict", json=FLOWER)
                assert ask().status_code == 200
                rounds[name].append(seconds(ask, 50))
    times = {name: statistics.median(took) for name, took in rounds.items()}
    for server in servers.values():
        server.stop()
    model = joblib.load(folder / "iris.joblib")
    row = seconds(lambda: model.predict([FLOWER["data"]]), 500)
    show("one request", times["03"], row, "model.predict of one row")
    show("one request", times["03"], times["article"], "the article's server, mended")


def against_the_first(folder, number, name):
    """Requests to a later lesson's service and to lesson 03's, in turns.

    Then again, with a model in both that does nothing: that is what the rest costs.
    """
    lessons = {}
    for key in ("03", number):
        for lesson in (ROOT / "lessons").glob(f"{key}_*/"):
            lessons[key] = lesson
    if number not in lessons:
        print(f"lesson {number} is not here yet, so nothing is measured")
        return
    first, later = (prepared(folder / key, lessons[key]) for key in lessons)
    one, other = in_turns(first, later)
    show(name, other, one, "lesson 03, one flower")
    for place, *_ in (first, later):
        does_nothing(place)
    one, other = in_turns(first, later)
    show("  without the model", other, one, "lesson 03 without its own")


def prepared(place, where):
    """Train a lesson's model; (its place, the lesson, environment, headers, a case)."""
    place.mkdir()
    os.environ["MODEL_DIR"] = str(place)
    command(sys.executable, where / "train.py")
    words = [sys.executable, ROOT / "tests/_parity.py", where, "about"]
    about = json.loads(command(*words, stdout=subprocess.PIPE).stdout)
    return place, where, about["environment"], about["headers"], about["case"]


def does_nothing(place):
    """Put a model there that says the same of everything, with a passport that fits."""
    import joblib
    from sklearn.dummy import DummyClassifier

    [file] = place.glob("*.json")
    passport = json.loads(file.read_bytes())
    classes = range(len(passport["classes"]))
    model = DummyClassifier().fit([[0]] * len(classes), list(classes))
    joblib.dump(model, file.with_suffix(".joblib"))
    data = file.with_suffix(".joblib").read_bytes()
    passport["sha256"] = hashlib.sha256(data).hexdigest()
    file.write_text(json.dumps(passport), encoding="utf-8")


def in_turns(*services):
    """The median seconds of a request to each of them, on connections that are kept."""
    servers, asks, rounds = [], [], []
    for place, where, environment, headers, case in services:
        os.environ.update(environment)
        servers.append(served(place, where))
        asks.append(partial(once, connection(servers[-1].url), headers, *case[:2]))
        rounds.append([])
    for _ in range(20):
        for ask, took in zip(asks, rounds, strict=True):
            ask()
            took.append(seconds(ask, 50))
    for server in servers:
        server.stop()
    return [statistics.median(took) for took in rounds]


def connection(url):
    return http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)


def once(kept, headers, path, body):
    """Ask with http.client, which adds less of its own than requests does."""
    headers = {"Content-Type": "application/json", **headers}
    kept.request("POST", path, json.dumps(body), headers)
    response = kept.getresponse()
    assert response.read() and response.status == 200, response.status


def validation(folder):
    """What validation costs a request: lesson 05, one sample."""
    against_the_first(folder, "05", "05, one sample")


def keys(folder):
    """What keys and limits cost a request: lesson 07, one payment."""
    against_the_first(folder, "07", "07, one payment")


def fast(folder):
    """Lesson 13: from the article's server to the quick one, step by step."""
    os.environ["MODEL_DIR"] = str(folder)
    lesson = ROOT / "lessons" / "13_fast"
    command(sys.executable, "train.py", cwd=lesson)
    for module in ("demos.ladder", "demos.many"):
        command(sys.executable, "-m", module, cwd=lesson, stdout=None, stderr=None)


PARTS = (setup, notebooks, tests, server, request, validation, keys, fast)
PARTS = {part.__name__: part for part in PARTS}


def chosen(words, parts):
    """Yield the parts that the words name, or all of them, and say what each does."""
    unknown = sorted(set(words) - set(parts))
    if unknown:
        sys.exit(f"There is no {', '.join(unknown)}; there are: {', '.join(parts)}")
    for name in words or parts:
        print(parts[name].__doc__, flush=True)
        yield parts[name]


def main(words):
    print(f"On {os.cpu_count()} cores, with Python {sys.version.split()[0]}:")
    for part in chosen(words, PARTS):
        with tempfile.TemporaryDirectory(prefix="course-bench-") as folder:
            part(Path(folder))


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    main(sys.argv[1:])
