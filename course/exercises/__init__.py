"""check("3.1") and hint("3.1"): is my answer right and, if not, where do I look?

The checks of lesson NN are in lesson_NN.py beside this file, one function an exercise:

    @exercise("3.1", "first hint", "second hint")
    def confidence(answer):             # taken from the notebook by its name
        if answer is None:
            raise NotYet("answer is still None.")
        return "Right for all 150 flowers."

Plausible wrong answers are kept in tests/wrong/; each must get a message of its own.
"""

import contextlib
import inspect
import io
import json
import os
import sys
import textwrap
import traceback
from datetime import date
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = {}


class NotYet(Exception):
    """Not solved; the message says what is missing and where to look."""

    word = "not yet"


class Close(NotYet):
    """Almost solved: a known mistake, with a message about that mistake."""

    word = "close"


def exercise(number, *hints):
    """Register a check: it takes names of the notebook, returns praise or raises."""

    def register(function):
        function.hints, function.asked = hints, 0
        EXERCISES[number] = function
        return function

    return register


def load(lesson):
    """Return the exercises of a lesson (a number) that has any: {"3.1": function}."""
    name = f"course.exercises.lesson_{int(lesson):02d}"
    if (ROOT / (name.replace(".", "/") + ".py")).exists():
        import_module(name)
    return {n: f for n, f in EXERCISES.items() if n.split(".")[0] == str(int(lesson))}


def find(number):
    """Return the check with this number, or print what there is and return None."""
    try:
        there = load(number.split(".")[0])
    except ValueError:
        there = {}
    if number not in there:
        names = ", ".join(there) or 'numbers such as "1.1"'
        print(f"There is no exercise {number!r}. There are: {names}")
    return there.get(number)


def check(number):
    """Say in a sentence whether the exercise is solved, as seen from the calling cell."""
    number = str(number)
    if (function := find(number)) is None:
        return
    names = sys._getframe(1).f_globals
    try:
        wanted = inspect.signature(function).parameters
        if missing := [name for name in wanted if name not in names]:
            text = f"there is no `{missing[0]}` yet. Run the cell above, then this one."
            raise NotYet(text)
        with contextlib.redirect_stdout(io.StringIO()):  # theirs, 150 times over
            praise = function(**{name: names[name] for name in wanted})
    except NotYet as problem:
        say(f"○ {number} {problem.word}: {problem}")
    except Exception as error:
        say(f"○ {number} not yet: {theirs(error)}")
    else:
        remember(number)
        say(f"✓ {number} {praise}")


def say(text):
    """Print what fits a projector; a line that is cut mid-word is hard to read."""
    print(textwrap.fill(text, 88, subsequent_indent="  ", break_long_words=False))


def theirs(error):
    """Tell of an exception that the learner's own code raised, by its own line."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [f for f in frames if "ipykernel" in f.filename or "<ipython" in f.filename]
    where = f", in your line `{own[-1].line}`" if own and own[-1].line else ""
    return f"your code raised {type(error).__name__}: {error}{where}"


def hint(number):
    """Say a little more each time you ask."""
    number = str(number)
    if (function := find(number)) is None:
        return
    solution = f"solutions/{int(number.split('.')[0]):02d}_*.ipynb"
    steps = [*function.hints]
    steps += [f"Compare with ../solutions/{file.name}." for file in ROOT.glob(solution)]
    step = steps[min(function.asked, len(steps) - 1)]
    function.asked += 1
    say(f"Hint {min(function.asked, len(steps))} of {len(steps)}: {step}")


def state_file():
    return Path(os.environ.get("COURSE_STATE") or ROOT / ".course") / "progress.json"


def solved():
    """Return what has been solved so far: {"3.1": "2026-11-23"}."""
    try:
        return dict(json.loads(state_file().read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def remember(number):
    progress = {number: date.today().isoformat()} | solved()
    try:
        state_file().parent.mkdir(parents=True, exist_ok=True)
        draft = state_file().with_suffix(".draft")
        draft.write_text(json.dumps(progress, indent=2), encoding="utf-8")
        draft.replace(state_file())  # whole, or not at all
    except OSError:
        pass  # a read-only folder keeps nobody from learning
