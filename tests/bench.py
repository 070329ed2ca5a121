"""How quick things are: `make bench`, or some of it: `make bench ARGS="server"`.

Each line is a ratio against something bare on the same machine in the same run, since
seconds alone say more about the machine. Medians where a repetition is cheap.
"""

import contextlib
import io
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
    """All proofs, as `make test` runs them."""
    show("make test", seconds(lambda: command("make", "test", cwd=ROOT)))


def served(folder, where):
    """A server, started without the line that a notebook shows."""
    from course import serve

    train = ROOT / "lessons" / "03_serve" / "train.py"
    os.environ["MODEL_DIR"] = str(folder)
    if not (folder / "iris.joblib").exists():
        command(sys.executable, train)
    with contextlib.redirect_stdout(io.StringIO()):
        return serve(where)


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


PARTS = {part.__name__: part for part in (setup, notebooks, tests, server, request)}


def main(words):
    unknown = sorted(set(words) - set(PARTS))
    if unknown:
        sys.exit(f"There is no {', '.join(unknown)}; there are: {', '.join(PARTS)}")
    print(f"On {os.cpu_count()} cores, with Python {sys.version.split()[0]}:")
    for name in words or PARTS:
        print(PARTS[name].__doc__, flush=True)
        with tempfile.TemporaryDirectory(prefix="course-bench-") as folder:
            PARTS[name](Path(folder))


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    main(sys.argv[1:])
