"""Proofs about every train.py: a training that fails costs nothing.

    python tests/soak.py trainings

That runs this file's parts at length for each lesson, in a folder of their own
(MODEL_DIR) and with the lesson's modules at hand; tests/test_training.py runs them in
short. What was seen is printed as a line of JSON; a broken promise is an
AssertionError. Whichever way a training ends, there is one whole pair of model and
passport that loads, the reason is a sentence, and the next training leaves nothing but
the pair.
"""

import contextlib
import importlib
import importlib.util
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

MODELS = Path(os.environ["MODEL_DIR"])
TRAIN = Path(importlib.util.find_spec("train").origin)


def passports():
    """The lesson's own passport.py, wherever it lies."""
    inside = (TRAIN.parent / "app/passport.py").exists()
    return importlib.import_module("app.passport" if inside else "passport")


def train(**settings):
    """Start a training; its output is text."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([sys.executable, TRAIN], **pipes, **settings)


def trained():
    """Train to the end; (names of all files that are there then, seconds)."""
    began = time.perf_counter()
    process = train()
    _, said = process.communicate()
    assert process.returncode == 0, said[-2000:]
    return names(), time.perf_counter() - began


def names():
    """All files of the models, whatever the locks are called."""
    found = {path.relative_to(MODELS).as_posix() for path in MODELS.rglob("*")}
    return {name for name in found if not name.endswith(".lock")}


def pairs():
    """[(folder, name)] of all models that are there; that of train.py comes first."""
    found = sorted(MODELS.rglob("*.joblib"), key=lambda file: (len(file.parts), file))
    assert found, f"no model is left: {sorted(names())}"
    return [(file.parent, file.stem) for file in found]


def whole():
    """Every model loads, by its passport; {(folder, name): SHA-256}"""
    module, known = passports(), {}
    for folder, name in pairs():
        module.MODELS = folder
        passport = module.read_passport(name)
        features = [feature["name"] for feature in passport["features"]]
        model, loaded = module.load_model(name, features)
        assert model is not None and loaded == passport
        known[folder, name] = passport["sha256"]
    return known


def kills_while_saving(count, everything):
    """kill -9 at `count` random moments, of a process that saves all the time."""
    module = passports()
    folder, name = pairs()[0]
    module.MODELS = folder
    passport = module.read_passport(name)
    own = ("name", "created", "python", "libraries", "sha256")
    facts = {key: value for key, value in passport.items() if key not in own}
    model = module.load_model(name, [each["name"] for each in passport["features"]])[0]
    halves = 0
    for number in range(count):
        module.MODELS = folder  # whole() looks at all of them
        child = os.fork()
        if not child:
            with contextlib.suppress(BaseException):
                while True:  # each file is another one, so that no half can be mixed
                    module.save_model(model, name, **facts | {"trial": random.random()})
            os._exit(1)
        time.sleep(random.uniform(0.002, 0.06))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WTERMSIG(status) == signal.SIGKILL, "it ended before"
        left = names() - everything
        halves += bool(left)
        assert whole(), number
    assert halves or count < 15, "no kill came in the middle of something"
    return {"killed while saving": count, "in the middle": halves}


def kills_while_training(count, seconds):
    """kill -9 at `count` random moments of a whole `python train.py`."""
    for _ in range(count):
        process = train(start_new_session=True)
        time.sleep(random.uniform(0.1, 1.05) * seconds)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        assert whole()
    return {"killed while training": count}


def full_disk(count):
    """No file may grow beyond a part of the model: as on a disk that is full."""
    import resource

    everything = names()
    before, shortest = whole(), ""
    size = min((folder / f"{name}.joblib").stat().st_size for folder, name in before)
    for number in range(count):
        limit = size * (number + 1) // (count + 1)
        limits = (limit, limit)

        def restrict(limits=limits):
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)

        process = train(preexec_fn=restrict)
        said, wrong = process.communicate()
        assert process.returncode, f"all is well, it says: {said}"
        assert "Traceback" not in wrong, f"a stack and no sentence: {wrong[-1500:]}"
        shortest = wrong.strip()
        assert 0 < len(shortest.splitlines()) <= 3, wrong
        assert whole() == before, "another model than before"
        assert names() == everything, f"left over: {sorted(names() - everything)}"
    return {"full disks": count, "it says": shortest.replace(str(MODELS), "models")}


def fails(count):
    """Kill `count` saves and a twentieth as many trainings, and fill as many disks."""
    everything, seconds = trained()
    few = max(1, count // 20)
    seen = full_disk(few)
    seen |= kills_while_saving(count, everything)
    seen |= kills_while_training(few, seconds)
    again, _ = trained()
    assert again == everything, f"left over: {sorted(again - everything)}"
    return seen | {"broken": 0}


PARTS = {"fails": fails}


if __name__ == "__main__":
    print(json.dumps(PARTS[sys.argv[1]](int(sys.argv[2]))), flush=True)
