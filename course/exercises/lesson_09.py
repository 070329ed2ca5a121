"""The checks of notebook 09. Arguments are names in the notebook."""

import builtins
import contextlib
import io
import json
import os
import tempfile
from pathlib import Path
from unittest.mock import patch

import numpy as np

from course.exercises import Close, NotYet, exercise


@exercise(
    "9.1",
    "Read the last words of the message. Which number stands there, and which number does the folder have?",
    "`publish.py` writes the number into the passport. Who has done that here?",
)
def explain_this_error(cause):
    answers = {
        "a": "the sums fit: they were made anew from the copied files. What was found comes after the sums.",
        "b": "then the message would name a library and its two versions. Which two things does it compare?",
        "d": "nobody has asked for a label here, and no score is in the message. What does it say about the passport?",
    }
    cause = str(cause).strip().lower()
    if cause in answers:
        raise Close(answers[cause])
    if cause != "c":
        raise NotYet('put one of the letters into `cause`, for example `cause = "a"`.')
    return "Right: a version keeps its number, and to go back you move the label."


USERS = range(1, 4001)


@exercise(
    "9.2",
    "`answering.py` has a function that gives each user a place between 0 and 1. What goes into it besides the user?",
    "`hashlib.sha256(text.encode()).digest()[:8]` are eight bytes, and `int.from_bytes(…, 'big') / 2**64` is a number from 0 to 1.",
)
def the_same_user_the_same_version(meets_challenger):
    def met(share, salt="challenger 2"):
        said = [meets_challenger(user, share, salt) for user in USERS]
        if not all(isinstance(one, bool) for one in said):
            raise NotYet("return True or False for each user.")
        return {user for user, one in zip(USERS, said, strict=True) if one}

    if met(0.5) != met(0.5):
        raise NotYet("the same users, asked twice, got two answers.")
    few, more, other = met(0.2), met(0.5), met(0.2, "challenger 3")
    names = {*meets_challenger.__code__.co_names}
    if "hash" in names:
        raise Close(
            "Python's own `hash` of a text is another one in each process: two workers would disagree."
        )
    if met(0) or len(met(1)) != len(USERS):
        raise Close("with a share of 0 it is nobody, and with a share of 1 everybody.")
    if len({user % 100 for user in few}) < 50:
        raise Close(
            "the last digits decide. They are the same for each challenger, and numbers are seldom given at random."
        )
    if few == other:
        raise Close(
            "another salt chooses the same users, so they are the first to try each challenger."
        )
    if not few <= more:
        raise Close(
            "when the share grows from 0.2 to 0.5, some who met the challenger fall back."
        )
    for share, found in ((0.2, few), (0.5, more)):
        if abs(len(found) / len(USERS) - share) > 0.035:
            raise Close(
                f"with a share of {share}, {len(found) / len(USERS):.0%} of the users meet it."
            )
    chunk = len(few & set(range(1, 401))) / 400
    if abs(chunk - 0.2) > 0.1:
        raise Close(
            f"of the first 400 users, {chunk:.0%} meet it: your oldest users are not like the others."
        )
    both = len(few & other) / len(few)
    if not 0.1 < both < 0.35:
        raise Close(
            f"of those who meet one challenger early, {both:.0%} meet the next one early, too: about 20 % would be chance."
        )
    return "Right: one and the same for each user, in every process."


OLD, NEW = {"champion": 1}, {"champion": 2, "challenger": None}


@contextlib.contextmanager
def opened_by(names, opening):
    """Files are opened by this function, also in a notebook, which has its own `open`."""
    with (
        patch.object(builtins, "open", opening),
        patch.object(io, "open", opening),
        patch.dict(names, {"open": opening}),
    ):
        yield


@contextlib.contextmanager
def full(names):
    """While it lasts, no file takes more than a few bytes."""
    real, raised = io.open, []

    def failing(file, *arguments, **settings):
        opened = real(file, *arguments, **settings)
        mode = settings.get("mode", arguments[0] if arguments else "r")
        if isinstance(mode, str) and set(mode) & set("wax+"):
            write = opened.write

            def some(data):
                write(data[:3])
                opened.flush()
                raised.append(file)
                raise OSError(28, "No space left on device")

            # The text of a file object cannot be replaced, so it is wrapped.
            return Wrapped(opened, some)
        return opened

    with opened_by(names, failing):
        yield raised


class Wrapped:
    def __init__(self, opened, write):
        self.opened, self.write = opened, write

    def __getattr__(self, name):
        return getattr(self.opened, name)

    def __enter__(self):
        return self

    def __exit__(self, *trouble):
        self.opened.close()


def seen_while(save_labels, folder):
    """What a reader finds in the file at each step at which names change or data come."""
    file, seen = folder / "labels.json", []

    def look():
        try:
            with real(file, encoding="utf-8") as out:
                seen.append(json.loads(out.read()))
        except (OSError, ValueError) as error:
            seen.append(type(error).__name__)

    real, steps = io.open, {}
    moves = []

    def watched(name):
        before = steps[name]

        def step(*arguments, **settings):
            look()
            moves.append((name, arguments))
            done = before(*arguments, **settings)
            look()
            return done

        return step

    def opening(*arguments, **settings):
        opened = real(*arguments, **settings)
        look()
        return opened

    names = ("replace", "rename", "unlink", "remove", "link")
    with contextlib.ExitStack() as stack:
        for name in names:
            steps[name] = getattr(os, name)
            stack.enter_context(patch.object(os, name, watched(name)))
        stack.enter_context(opened_by(save_labels.__globals__, opening))
        save_labels(file, NEW)
    return seen, moves


@exercise(
    "9.3",
    "Write into another file first. In which folder must it lie, so that one step can put it in the place of the old one?",
    "`os.replace(draft, file)` is that step. What has to happen to the draft if writing fails?",
)
def whole_or_not_at_all(save_labels):
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        file = folder / "labels.json"
        file.write_text(json.dumps(OLD), encoding="utf-8")
        seen, moves = seen_while(save_labels, folder)
        try:
            now = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise NotYet("after saving, the file is not there or is no JSON.") from None
        if now != NEW:
            raise NotYet(f"after saving, the file holds {now}.")
        if "FileNotFoundError" in seen:
            raise Close(
                "there is a moment at which the old file is gone and the new one is not there yet."
            )
        if "JSONDecodeError" in seen:
            raise NotYet("a reader in the middle found no JSON in the file.")
        for name, (source, *_) in moves:
            if name in ("replace", "rename") and Path(source).parent != folder:
                raise Close(
                    "the draft lies in another folder. That may be another disk, and from one disk to another nothing can be renamed."
                )
        if left := [each.name for each in folder.iterdir() if each != file]:
            raise Close(f"beside the labels there is something left: {left[0][:20]!r}.")
        file.write_text(json.dumps(OLD), encoding="utf-8")
        with full(save_labels.__globals__) as raised:
            try:
                save_labels(file, NEW)
                failed = False
            except OSError:
                failed = True
        if raised and not failed:
            raise Close("the disk was full, and whoever called was not told.")
        if raised and json.loads(file.read_text(encoding="utf-8") or "null") != OLD:
            raise NotYet("the disk was full, and the old labels are lost.")
        if left := [each.name for each in folder.iterdir() if each != file]:
            raise Close("the disk was full, and half a draft is left in the folder.")
    return "Right: the old one or the new one, and nothing beside it."


def pair(luck, gain, users=150):
    """Recalls of two versions for the same users, who differ much among themselves."""
    base = luck.uniform(0.1, 0.8, users)
    old = np.clip(base + luck.normal(0, 0.08, users), 0, 1)
    return old, np.clip(base + gain + luck.normal(0, 0.08, users), 0, 1)


@exercise(
    "9.4",
    "Which users are drawn? The same ones for both versions: so draw from the gains, `new - old`.",
    "`luck.integers(n, size=(1000, n))` draws n users a thousand times; `gain[…].mean(axis=1)` are a thousand means. `np.quantile` says what lies below 2.5 % of them.",
)
def better_or_lucky(is_better):
    luck = np.random.default_rng(94)

    def says(old, new):
        said = is_better(old.copy(), new.copy())
        if not isinstance(said, bool | np.bool_):
            raise NotYet(f"return True or False, and not a {type(said).__name__}.")
        return bool(said)

    same = np.mean([says(*pair(luck, 0)) for _ in range(100)])
    better = np.mean([says(*pair(luck, 0.05)) for _ in range(40)])
    worse = np.mean([says(*pair(luck, -0.05)) for _ in range(40)])
    if worse > 0.5 > better:
        raise Close("it calls the worse one better: what minus what is the gain?")
    if worse > 0.1:
        raise Close(
            f"{worse:.0%} of the versions that are clearly worse are called better. A difference is not yet a gain."
        )
    if same > 0.3:
        raise NotYet(
            f"of 100 pairs that are equally good, it calls {same:.0%} better: that is luck."
        )
    if same > 0.08:
        raise Close(
            f"of 100 pairs that are equally good, it calls {same:.0%} better; with 97.5 % it would be two or three. Is it the 2.5 % quantile that you ask?"
        )
    if better == 0 and same == 0:
        raise Close(
            "it promotes nothing, not even what is clearly better. Do all users have to gain, or the mean?"
        )
    if better < 0.8:
        raise Close(
            f"of 40 versions that are clearly better, it finds {better:.0%}. The users differ among themselves more than the versions do: are both drawn with the same users?"
        )
    return "Right: luck is not promoted, and what is better is."
