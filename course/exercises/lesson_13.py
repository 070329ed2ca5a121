"""The checks of notebook 13. Arguments are names in the notebook."""

import random
from collections import Counter
from collections.abc import Sequence
from numbers import Real

from course.exercises import (
    Close,
    NotYet,
    call,
    exercise,
    letter,
    own_lines,
    returned,
    shown,
    theirs,
)

# --- 13.1 -----------------------------------------------------------------------------


def counted(due, work):
    """Seconds from when each was due to its answer, one after the other."""
    free, found = 0.0, []
    for when, takes in zip(due, work, strict=True):
        free = max(free, when) + takes
        found.append(free - when)
    return found


QUEUES = {
    "one request": ([5.0], [0.25]),
    "requests that never meet": ([0.0, 10.0, 20.0], [1.0, 1.0, 1.0]),
    "a second one that has to wait": ([0.0, 1.0], [4.0, 1.0]),
    "a server that stands still once": ([0.0, 1.0, 2.0, 3.0], [3.0, 0.5, 0.5, 0.5]),
    "a pause after a queue": ([0.0, 0.5, 10.0, 10.5], [2.0, 2.0, 2.0, 2.0]),
    "three that come at once": ([7.0, 7.0, 7.0], [1.0, 2.0, 3.0]),
    "times that are not round": ([0.0, 0.1, 1.7], [1.0 / 3, 0.123456, 2.0 / 7]),
    "no request at all": ([], []),
}


@exercise(
    "13.1",
    "When can the server begin with the second request? Two things have to be over: "
    "which?",
    "Keep one number: when the server is free again. A request begins at "
    "`max(free, when)`. What is `free` afterwards?",
)
def count_from_when_it_was_due(response_times):
    name, luck = "response_times", random.Random(13)
    cases = dict(QUEUES)
    for number in range(20):
        gaps = [luck.choice([0.0, 0.25, 0.5, 1.0, 4.0]) for _ in range(12)]
        due = [sum(gaps[: i + 1]) for i in range(12)]
        cases[f"case {number}"] = due, [luck.choice([0.25, 0.5, 2.0]) for _ in due]
    for title, (due, work) in cases.items():
        one_queue(call, response_times, name, title, due, work)
    return f"Right in {len(cases)} cases: who waits in a queue is counted, too."


def one_queue(ask, function, name, title, due, work):
    given = list(due), list(work)
    try:
        said = ask(function, *given, name=name)
    except NotYet:
        raise
    except Exception as error:
        if not own_lines(error):
            raise
        raise NotYet(f"{title}: {theirs(error)}") from None
    if given != (list(due), list(work)):
        raise Close(f"{title}: the lists that you were given have changed.")
    right = counted(due, work)
    said = numbers(said, name, len(right), title)
    for place, (told, true) in enumerate(zip(said, right, strict=True)):
        if abs(told - true) > 1e-9:
            raise NotYet(
                f"{title} (due {shown(due[:4])}, work {shown(work[:4])}): request "
                f"{place} waits {true:g} s for its answer, and you say {told:g}."
            )


def numbers(said, name, count, title):
    """Return a list of so many numbers, whatever sequence of them was returned."""
    if hasattr(said, "tolist"):
        said = said.tolist()
    said = list(returned(said, Sequence, "a list of seconds", name))
    if len(said) != count:
        raise NotYet(f"{title}: {count} requests, and {len(said)} times came back.")
    for one in said:
        returned(one, Real, "a list of numbers", name)
    return [float(one) for one in said]


# --- 13.2 -----------------------------------------------------------------------------


@exercise(
    "13.2",
    "Read the message from its end: what has come, and what was expected?",
    "`double` is what C calls a number of 64 bits, `float` one of 32. Which of the two "
    "does NumPy make of `[[5.1, 3.5, 1.4, 0.2]]`?",
)
def explain_this_error(cause):
    letter(
        cause,
        "c",
        {
            "a": "then the message would name the number of columns. The shape is right.",
            "b": "a damaged file does not load at all, and the passport would have said so.",
            "d": "there are numbers in it, and no texts: the message speaks of two kinds "
            "of numbers.",
        },
    )
    return "Right: ONNX wants the kind that it was made for, and converts nothing."


# --- 13.3 -----------------------------------------------------------------------------


class Shop:
    """A model that can be exchanged, and counts what it is asked."""

    def __init__(self):
        self.number, self.asked, self.broken = 1, Counter(), False

    def version(self):
        return self.number

    def ask(self, row):
        self.asked[tuple(row)] += 1
        if self.broken:
            raise ConnectionError("the model does not answer")
        return f"answer {self.number} to {row}", len(row) / (self.number + 1)


ROWS = [[5.1, 3.5, 1.4, 0.2], [3.5, 5.1, 1.4, 0.2], [5.1, 3.5, 1.4, 0.21], [5.1]]
ROWS.append([5.1, 3.5, 1.4, 0.2000001])


@exercise(
    "13.3",
    "What has to be in the key of the dictionary, so that an answer of the old model is "
    "not found any more?",
    "A list cannot be a key; `tuple(row)` can. And which one goes when there are more "
    "than `size`?",
    "`collections.OrderedDict` has `move_to_end(key)` and `popitem(last=False)`. "
    "`functools.lru_cache` does all of it, if the version is one of its arguments.",
)
def a_cache_that_does_not_lie(cached):
    basics(cached)
    after_an_exchange(cached)
    the_oldest_goes(cached)
    a_failure_is_not_kept(cached)
    return "Right: kept by row and version, never more than `size`, and no failure."


def made(cached, size=10):
    shop = Shop()
    answer = call(cached, shop.ask, shop.version, size, name="cached")
    if not callable(answer):
        raise NotYet(
            f"`cached` should return a function, and returned {shown(answer)}."
        )
    return shop, answer


def told(answer, row):
    """Ask what `cached` has returned, with a row of our own that must stay as it is."""
    given = list(row)
    try:
        said = answer(given)
    except ConnectionError:
        raise
    except Exception as error:
        raise NotYet(theirs(error)) from None
    if given != list(row):
        raise Close("the row that you were given has changed.")
    return said


def basics(cached):
    shop, answer = made(cached)
    for row in ROWS:
        right = Shop().ask(row)
        if (said := told(answer, row)) != right:
            raise NotYet(f"for the row {row} the model says {right}, and you {said}.")
    for row in ROWS * 3:
        if told(answer, row) != Shop().ask(row):
            raise NotYet(f"asked again, {row} gets the answer of another row.")
    if (most := max(shop.asked.values())) > 1:
        raise NotYet(f"the model was asked {most} times for one row. Is nothing kept?")
    other, second = made(cached)
    told(second, ROWS[0])
    if not other.asked:
        raise NotYet("two caches for two models share what they keep.")


def after_an_exchange(cached):
    shop, answer = made(cached)
    old = told(answer, ROWS[0])
    shop.number = 2
    if told(answer, ROWS[0]) == old:
        raise NotYet(
            "the model was exchanged for version 2, and the answer is still that of 1."
        )
    told(answer, ROWS[0])
    if shop.asked[tuple(ROWS[0])] > 2:
        raise Close("after an exchange nothing is kept any more.")
    shop.number = 1
    if told(answer, ROWS[0]) != old:
        raise Close("rolled back to version 1, the answer is still that of 2.")


def the_oldest_goes(cached):
    shop, answer = made(cached, size=3)
    rows = [[float(number)] for number in range(5)]
    for row in rows[:3]:
        told(answer, row)
    told(answer, rows[0])  # so row 1 is the one that was not asked for longest
    told(answer, rows[3])
    told(answer, rows[2])
    if shop.asked[(2.0,)] > 1:
        raise Close("with size=3, fewer than three answers are kept.")
    told(answer, rows[0])
    if shop.asked[(0.0,)] > 1:
        raise Close(
            "with size=3 and the rows 0, 1, 2, 0, 3, the row 0 was thrown out; 1 is the "
            "one that nobody has asked for longest."
        )
    told(answer, rows[1])
    if shop.asked[(1.0,)] < 2:
        raise NotYet(
            "with size=3, four rows are kept. It would grow until the memory ends."
        )


def a_failure_is_not_kept(cached):
    shop, answer = made(cached)
    shop.broken = True
    try:
        said = told(answer, ROWS[0])
    except ConnectionError:
        pass
    else:
        raise Close(
            f"the model fails, and you answer {shown(said)} instead of failing."
        )
    shop.broken = False
    try:
        said = told(answer, ROWS[0])
    except ConnectionError:
        said = None
    if said != Shop().ask(ROWS[0]):
        raise Close("the model has recovered, and the failure is still kept.")
