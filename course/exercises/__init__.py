"""check("3.1") and hint("3.1"): is my answer right and, if not, where do I look?

The checks of lesson NN are in lesson_NN.py beside this file, one function an exercise:

    @exercise("3.1", "first hint", "second hint")
    def confidence(answer):             # taken from the notebook by its name
        if answer is None:
            raise NotYet("answer is still None.")
        return "Right for all 150 flowers."

A check looks at the type first and then at the value: `call`, `returned`, `truth` and
`letter` below do the first. What they and `NotYet` say is computed from the answer.
Plausible wrong answers are kept in tests/wrong/; each must get a message of its own.
"""

import contextlib
import inspect
import io
import json
import os
import re
import sys
import textwrap
import traceback
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import get_args

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
    except (Exception, SystemExit) as error:
        say(f"○ {number} not yet: {theirs(error)}")
    else:
        remember(number)
        say(f"✓ {number} {praise}")


def say(text):
    """Print what fits a projector; a line that is cut mid-word is hard to read."""
    print(textwrap.fill(text, 88, subsequent_indent="  ", break_long_words=False))


def theirs(error):
    """Tell of an exception by the learner's own line, if it came out of one.

    Nothing of the check shows: where it stumbled itself, over an answer of a kind that
    it did not expect, that is what it says.
    """
    what = shorter(f"{type(error).__name__}: {error}".rstrip(":. "), 300)
    if frames := own_lines(error):
        line = f", in your line `{frames[-1].line}`" if frames[-1].line else ""
        return f"your code raised {what}{line}"
    if isinstance(error, TypeError) and MISCALLED.search(str(error)):
        return f"I cannot call it as the exercise says: {shorter(str(error), 300)}"
    return (
        "your answer is of another kind than I can judge. Compare it with what the "
        "exercise asks for."
    )


MISCALLED = re.compile(r"argument|not callable")


def own_lines(error):
    """Return the frames of an exception that are lines of the learner's cells."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f for f in frames if "ipykernel" in f.filename or "<ipython" in f.filename]


def shorter(text, longest=90):
    """Return a text on one line, cut where it gets long."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1] + "…"


def shown(value):
    """Return how to name a learner's value in a sentence: short, without addresses."""
    if callable(value) and not isinstance(value, type):
        name = getattr(value, "__name__", "")
        return f"the function `{name}`" if name else "something to be called"
    if type(value).__module__ == "numpy" and not getattr(value, "shape", True):
        value = value.item()  # 0.5, and not np.float64(0.5)
    try:
        text = repr(value)
    except Exception:  # a learner's own class may fail in its own repr
        text = f"a {type(value).__name__}"
    return shorter(re.sub(r" at 0x[0-9a-fA-F]+", "", text))


def call(function, *arguments, name=None, **named):
    """Call what a learner wrote, or say why it cannot be called like that."""
    name = name or getattr(function, "__name__", "your answer")
    if not callable(function):
        raise NotYet(f"`{name}` should be a function, and is {shown(function)}.")
    try:
        inspect.signature(function).bind(*arguments, **named)
    except TypeError:
        count = len(arguments) + len(named)
        values = "one value" if count == 1 else f"{count} values"
        takes = inspect.signature(function)
        raise NotYet(
            f"the exercise calls `{name}` with {values}, and yours takes `{takes}`."
        ) from None
    except ValueError:
        pass  # a built-in without a signature
    return function(*arguments, **named)


def returned(value, kinds, wanted, name):
    """Return `value` if it is of `kinds`, a type or `int | str`; `wanted` is in words."""
    if value is None:
        raise NotYet(
            f"`{name}` returned None. Does it print where it should return, or is there "
            "a way through it without a `return`?"
        )
    # Python takes True for a number; a learner who returns it meant something else.
    mistaken = isinstance(value, bool) and bool not in (get_args(kinds) or [kinds])
    if mistaken or not isinstance(value, kinds):
        more = " Is a pair of brackets missing?" if callable(value) else ""
        raise NotYet(
            f"`{name}` should return {wanted}, and returned {shown(value)}.{more}"
        )
    return value


def truth(value, name):
    """Return `value` as a bool if it is True or False; NumPy's count as well."""
    if type(value).__module__ == "numpy" and getattr(value, "shape", None) == ():
        value = value.item()
    return returned(value, bool, "True or False", name)


def letter(answer, right, wrong, name="cause"):
    """Return if `answer` is the `right` letter, also as "B", "b)" or "b) because …".

    `wrong` has a sentence for each of the other letters: {"a": "…", "c": "…"}.
    """
    example = f'for example `{name} = "a"`'
    if not isinstance(answer, str):
        raise NotYet(
            f"`{name}` should be a letter in quotation marks, {example}, and is "
            f"{shown(answer)}."
        )
    if not re.search(r"\w", answer):
        raise NotYet(f"put one of the letters into `{name}`, {example}.")
    found = re.fullmatch(r"\W*([a-z])(\W*|\s*[).:,\]–-].*)", answer.lower(), re.DOTALL)
    if not found:
        raise NotYet(f"one letter alone, please, {example}: yours is {shown(answer)}.")
    if found[1] == right:
        return
    if found[1] in wrong:
        raise Close(wrong[found[1]])
    letters = ", ".join(sorted({right, *wrong}))
    raise NotYet(f'there is no answer "{found[1]}". There are: {letters}')


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
