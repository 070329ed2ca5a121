"""The whole walk in the terminal: train, save, serve, call. Nothing to click."""

import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile

from course._terminal import Progress, Sorry, has_make
from course.catalog import ROOT

FLOWER = [5.1, 3.5, 1.4, 0.2]

# In a process of its own, as you would run it; a line of JSON ends each step.
TRAIN_AND_SAVE = """
import json
from train import train
from passport import save_model
model, facts = train()
print(json.dumps(facts), flush=True)
save_model(model, "iris", **facts)
print("saved", flush=True)
"""


def walk(root=ROOT):
    """Go from the data to the answer of a live server, and print each step."""
    import requests

    from course.server import ServerFailed, serve

    folder = root / "lessons" / "04_call"
    if not folder.is_dir():
        raise Sorry("lessons/04_call is not there: python -m course reset 4")
    print("From flowers to an answer over HTTP, in four steps.\n")
    with tempfile.TemporaryDirectory(prefix="course-walk-") as models:
        os.environ["MODEL_DIR"] = models
        for step in _train_and_save(folder, models):
            _show(*step)
        # serve() prints a line for notebooks; here each step has a line of its own.
        hidden = contextlib.redirect_stdout(io.StringIO())
        try:
            with Progress("3. serve") as progress, hidden:
                server = serve(folder)
        except ServerFailed as error:
            raise Sorry(error) from None
        with server:
            text = f"uvicorn runs lessons/{folder.name} at {server.url}"
            _show("3. serve", progress.seconds, text)
            with Progress("4. call") as progress, requests.Session() as session:
                session.trust_env = False  # no proxy between us and ourselves
                answer = session.post(
                    f"{server.url}/predict", json={"data": FLOWER}, timeout=10
                )
            _show("4. call", progress.seconds, f'POST /predict {{"data": {FLOWER}}}')
            answer.raise_for_status()
            print(f"\nThe live server answers, with status {answer.status_code}:\n")
            print(json.dumps(answer.json(), indent=2) + "\n")
    print("It was a real server in a process of its own, and has been stopped again.")
    lab = "make lab" if has_make() else "jupyter lab notebooks/01_train.ipynb"
    print("Next, the same step by step, in lessons 1 to 4. What to type:\n")
    print(f"  {lab}\n      to open the first lesson in JupyterLab")
    print("  python -m course list\n      to see all lessons")
    print("  python -m course new 4 FOLDER\n      to copy this service as your project")


def _show(step, seconds, text):
    print(f"  {step:<9} {seconds:5.2f} s   {text}", flush=True)


def _train_and_save(folder, models):
    command = [sys.executable, "-c", TRAIN_AND_SAVE]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=said
        ) as child,
    ):
        try:
            with Progress("1. train") as progress:
                facts = json.loads(_line(child, said))
            score = facts["metrics"]["held_out_accuracy"]
            text = f"an iris model; {score:.0%} of its 30 held-out flowers are right"
            yield "1. train", progress.seconds, text
            with Progress("2. save") as progress:
                _line(child, said)
            size = os.path.getsize(os.path.join(models, "iris.joblib"))
            text = f"iris.joblib ({size} bytes) and its passport iris.json"
            yield "2. save", progress.seconds, text
        finally:
            child.kill()


def _line(child, said):
    line = child.stdout.readline()
    if not line:
        child.wait()
        said.seek(0)
        last = said.read().decode(errors="replace").strip().splitlines() or ["?"]
        raise Sorry(f"Training failed: {last[-1]}\nRun: python -m course doctor")
    return line
