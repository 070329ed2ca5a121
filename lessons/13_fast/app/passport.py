"""A model and its passport: saved together, and loaded only if they belong together.

Beside NAME.joblib lies NAME.json: what the model is and takes, and the file's SHA-256.
"""

import contextlib
import hashlib
import io
import json
import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import joblib
from filelock import FileLock

PROJECT = Path(__file__).resolve().parent
PROJECT = PROJECT.parent if PROJECT.name == "app" else PROJECT
MODELS = Path(os.environ.get("MODEL_DIR") or PROJECT / "models")
# A file from other versions of these may fail to load or, worse, predict differently.
LIBRARIES = ("scikit-learn", "numpy", "joblib")
REBUILD = "To build it: python train.py"


class PassportError(Exception):
    """The model may not be loaded, or could not be saved; the message says why."""


def save_model(model, name, **facts):
    """Save NAME.joblib and NAME.json; return the passport, a dictionary.

    `facts` go into the passport as they are: version, trained_on, features (name, unit,
    min and max of each), classes, metrics. However this is interrupted, the old pair or
    the new one can be loaded afterwards. Raises PassportError if it cannot be written.
    """
    file, note, new_file, new_note = places(name)
    try:
        MODELS.mkdir(parents=True, exist_ok=True)
        with FileLock(MODELS / f"{name}.lock"):  # two trainings at once take turns
            settle(name)
            try:
                with durable(new_file) as out:
                    joblib.dump(model, out)
                passport = describe(name, new_file, facts)
                if not whole(passport):
                    raise PassportError(f"{name} is not saved: features need names.")
                with durable(new_note) as out:
                    text = json.dumps(passport, indent=2, ensure_ascii=False)
                    out.write(text.encode())
                # This decides: from here on it is the new passport that fits.
                os.replace(new_file, file)
            except BaseException:
                settle(name)
                raise
            with contextlib.suppress(OSError):  # it fits where it lies, too: see settle
                remember(MODELS)
                replace(new_note, note)
    except OSError as error:
        why = f"{file.as_posix()} is not saved: {error.strerror or error}."
        raise PassportError(f"{why} What was there before is still there.") from None
    return passport


def load_model(name, features):
    """Return (model, passport); `features` are the names that you will send, in order.

    Raises PassportError, before anything is unpickled, when something is off.
    """
    data, passport = read_pair(name)
    refusal = f"{places(name)[0].as_posix()} is not loaded:"
    for library, saved in passport["libraries"].items():
        now = installed(library)
        if now != saved:
            why = f"{library} was {saved}, now it is {now}"
            raise PassportError(f"{refusal} {why}. {REBUILD}")
    names = [feature["name"] for feature in passport["features"]]
    if names != features:  # another model, or another caller: training again is no help
        raise PassportError(f"{refusal} it expects {', '.join(names)}, in this order.")
    return joblib.load(io.BytesIO(data)), passport


def read_passport(name):
    """Return the passport of a model, unchanged and not loaded; or PassportError."""
    return read_pair(name)[1]


def read_pair(name):
    """Return the bytes of the model file and the passport with their SHA-256.

    These very bytes are what is loaded: nobody can exchange the file in between.
    """
    file, note, _, new_note = places(name)
    for _ in range(3):  # a training may end while we read
        data = read(file, "the model")
        digest = hashlib.sha256(data).hexdigest()
        with contextlib.suppress(PassportError):  # there only after a kill: see settle
            if (passport := read_note(new_note))["sha256"] == digest:
                return data, passport
        if (passport := read_note(note))["sha256"] == digest:
            return data, passport
    why = "the file is not the one that was saved (SHA-256)"
    raise PassportError(f"{file.as_posix()} is not loaded: {why}. {REBUILD}")


def read_note(note):
    """Return what a passport's file says; PassportError if it is not a passport."""
    text = read(note, "the model's passport")
    passport = None
    with contextlib.suppress(ValueError, RecursionError):
        passport = json.loads(text)
    if not whole(passport):
        why = "it is no whole passport" if text.strip() else "it is empty"
        raise PassportError(f"{note.as_posix()} is not read: {why}. {REBUILD}")
    return passport


def whole(passport):
    """Return whether this is a passport: what a loader asks for is there, as text."""
    try:
        names = [each["name"] for each in passport["features"]]
        texts = [passport["sha256"], names[0], *names]  # there is one at least
        texts += [*passport["libraries"], *passport["libraries"].values()]
    except (LookupError, TypeError, AttributeError):
        return False
    return all(isinstance(text, str) and text and text.isprintable() for text in texts)


def read(path, what):
    """Return the bytes of a file, or say in a sentence that `what` cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        why = f"{what} is not there" if missing else error.strerror
        raise PassportError(f"{path.as_posix()}: {why}. {REBUILD}") from None


def describe(name, file, facts):
    """Return the passport of a file that was just written."""
    return {
        "name": name,
        **facts,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "libraries": {library: installed(library) for library in LIBRARIES},
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
    }


def installed(library):
    """Return the version of a library here, or say that there is none."""
    try:
        return version(library)
    except PackageNotFoundError:
        return "not installed"


def places(name):
    """Return the paths of a model and its passport, and of both while being saved."""
    ends = ("joblib", "json", "joblib.new", "json.new")
    return [MODELS / f"{name}.{end}" for end in ends]


def settle(name):
    """Finish what a killed save had decided, or sweep away what it had only begun."""
    file, note, new_file, new_note = places(name)
    with contextlib.suppress(FileNotFoundError, PassportError):
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        if read_note(new_note)["sha256"] == digest:
            os.replace(new_note, note)
    new_note.unlink(missing_ok=True)
    new_file.unlink(missing_ok=True)


@contextlib.contextmanager
def durable(path):
    """Open a file for writing, and wait at the end until the disk has all of it."""
    with path.open("wb") as out:
        yield out
        out.flush()
        os.fsync(out.fileno())
    remember(path.parent)


def replace(new, old):
    """Put a file into another's place, all at once, and have the disk remember it."""
    os.replace(new, old)
    remember(old.parent)


def remember(folder):
    """Wait until the disk knows which files are in a folder, and under which names."""
    if os.name != "nt":  # Windows opens no folders
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
