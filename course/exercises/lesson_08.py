"""The checks of notebook 08. Arguments are names in the notebook."""

import numbers
import random
from itertools import pairwise

from course.exercises import Close, NotYet, exercise


@exercise(
    "8.1",
    "How often does the loop make a counter named `visits`, and in which registry?",
    "What would the registry tell Prometheus, if two metrics had the same name?",
)
def explain_this_error(cause):
    answers = {
        "a": "the ending `_total` is added by the library, if it is not there. And the first time it worked.",
        "c": "there is one process here, and no worker. What is different when the loop comes round again?",
        "d": "a thousand series fitted in, above. What is different when the loop comes round again?",
    }
    cause = str(cause).strip().lower()
    if cause in answers:
        raise Close(answers[cause])
    if cause != "b":
        raise NotYet('put one of the letters into `cause`, for example `cause = "a"`.')
    return "Right: make each metric once, in a module; a module is imported once, too."


def counter(luck, restarts):
    """(the looks at a counter, how much it counted since the first of them)"""
    value, looks, counted = luck.randint(0, 50), [], 0
    looks.append(value)
    for _ in range(restarts + 1):
        for _ in range(luck.randint(1, 5)):
            more = luck.randint(0, 9)
            value, counted = value + more, counted + more
            looks.append(value)
        if restarts:
            restarts -= 1
            value = luck.randint(0, max(0, looks[-1] - 1)) if looks[-1] else 0
            if looks[-1]:
                counted += value
                looks.append(value)
    return looks, counted


def from_pairs(looks, after):
    """The sum over neighbours; `after(before, now)` where the counter began anew."""
    pairs = pairwise(looks)
    return sum(b - a if b >= a else after(a, b) for a, b in pairs)


MISTAKES_82 = {
    "that is the last look minus the first, as if it had never been started again.": lambda looks: (
        looks[-1] - looks[0]
    ),
    "that is the largest look minus the smallest.": lambda looks: (
        max(looks) - min(looks)
    ),
    "what was counted between a restart and the first look after it is missing: it began at 0, and the look says how far it got.": lambda looks: (
        from_pairs(looks, lambda a, b: 0)
    ),
    "that adds up all differences as positive ones; after a restart only the new value was counted.": lambda looks: (
        from_pairs(looks, lambda a, b: a - b)
    ),
    "that counts from 0. The first look is where the counting begins.": lambda looks: (
        looks[0] + from_pairs(looks, lambda a, b: b)
    ),
    "that is the sum of all looks.": sum,
}


@exercise(
    "8.2",
    "Look at neighbours: from 5 to 9 there were 4. From 12 to 3, the service was started again in between.",
    "After a restart it counts from 0, so a look of 3 means 3 more.",
)
def count_over_a_restart(increase):
    luck, open_, failed = random.Random(82), None, None
    cases = [counter(luck, restarts) for restarts in [0, 1, 1, 2, 5] * 8]
    cases.append(([7], 0))
    for looks, right in cases:
        said = increase(list(looks))
        if not isinstance(said, numbers.Real) or isinstance(said, bool):
            raise NotYet(f"return one number, and not a {type(said).__name__}.")
        fits = {text for text, wrong in MISTAKES_82.items() if wrong(looks) == said}
        open_ = fits if open_ is None else open_ & fits
        if said != right and failed is None:
            failed = f"for {looks} you say {said}, and it was {right}."
    if failed and open_:
        raise (NotYet if "last look" in min(open_) else Close)(min(open_))
    if failed:
        raise Close(failed)
    return f"Right for {len(cases)} counters, with and without restarts."


def parts(verdicts, labels):
    both = verdicts.keys() & labels.keys()
    right = sum(verdicts[i] and labels[i] for i in both)
    return both, right


def divided(a, b):
    return a / b if b else None


def truth(verdicts, labels):
    both, right = parts(verdicts, labels)
    called, spam = (sum(d[i] for i in both) for d in (verdicts, labels))
    return divided(right, called), divided(right, spam)


def swapped(verdicts, labels):
    return truth(verdicts, labels)[::-1]


def all_of_them(verdicts, labels):
    _, right = parts(verdicts, labels)
    return divided(right, sum(verdicts.values())), divided(right, sum(labels.values()))


def zero(verdicts, labels):
    return tuple(x or 0 for x in truth(verdicts, labels))


def accuracy(verdicts, labels):
    both, _ = parts(verdicts, labels)
    good = divided(sum(verdicts[i] == labels[i] for i in both), len(both))
    return good, good


MISTAKES_83 = {
    "a message without a label is counted as if it were known to be ham.": all_of_them,
    "precision and recall are the wrong way round: (precision, recall).": swapped,
    "where there is nothing to divide by, it is None: 0 would say that all was wrong.": zero,
    "that is how often verdict and label agree. Of what is called spam, how much is spam?": accuracy,
}


@exercise(
    "8.3",
    "Which ids are in both dictionaries? Everything else is not known yet, or no longer.",
    "Precision divides by how many of *those* were called spam, recall by how many of *those* were spam.",
)
def what_the_labels_say(quality):
    luck = random.Random(83)
    cases = [({}, {}), ({"a": False}, {"a": False}), ({"a": True}, {"b": True})]
    for _ in range(40):
        ids = [f"m{i}" for i in range(luck.randint(1, 30))]
        verdicts = {i: luck.random() < 0.5 for i in ids if luck.random() < 0.8}
        labels = {i: luck.random() < 0.5 for i in ids if luck.random() < 0.6}
        cases.append((verdicts, labels))
    open_, failed, divides = None, None, None
    for verdicts, labels in reversed(cases):
        before = dict(verdicts), dict(labels)
        try:
            said = quality(verdicts, labels)
        except ZeroDivisionError:
            divides = divides or before
            continue
        if (verdicts, labels) != before:
            raise Close("your function has changed the dictionaries that it was given.")
        if not isinstance(said, tuple | list) or len(said) != 2:
            raise NotYet(f"return a pair (precision, recall), and not {said!r}.")
        fits = {text for text, w in MISTAKES_83.items() if w(*before) == tuple(said)}
        open_ = fits if open_ is None else open_ & fits
        if tuple(said) != truth(*before) and failed is None:
            right = truth(*before)
            failed = (
                f"for {before[0]} and {before[1]} you say {said}, and it is {right}."
            )
    if failed and open_ and divides:
        text = f"two things are open. It divides by 0 where nothing is known, and {min(open_)}"
        raise NotYet(text)
    if failed and open_:
        raise Close(min(open_))
    if failed:
        raise Close(failed)
    if divides:
        text = f"it divides by 0 for {divides[0]} and {divides[1]}. What is known then?"
        raise Close(text)
    return f"Right for {len(cases)} pairs of dictionaries."


def alarms(clean, limit, patience=2):
    """How many of the streams raise an alarm at this limit."""
    count = 0
    for one in clean:
        row = 0
        for number in one:
            row = row + 1 if number is not None and number > limit else 0
            if row == patience:
                count += 1
                break
    return count


def lowest(clean, limits, most, count=alarms):
    good = [limit for limit in limits if count(clean, limit) <= most]
    return min(good, default=None)


def hours_over(clean, limit):
    return sum(n is not None and n > limit for one in clean for n in one)


MISTAKES_84 = {
    "that is the highest limit. It gives no false alarm, and hears last of all.": lambda c, x, m: (
        max(x)
    ),
    "that is the lowest limit, however many false alarms it gives.": lambda c, x, m: (
        min(x)
    ),
    "single hours are counted. A stream has a false alarm when `first_alarm` says so, and then one.": lambda c, x, m: (
        lowest(c, x, m, hours_over)
    ),
    "one odd hour is no alarm: `first_alarm` wants two in a row.": lambda c, x, m: (
        lowest(c, x, m, lambda clean, limit: alarms(clean, limit, 1))
    ),
    "with exactly `most` false alarms a limit is still good.": lambda c, x, m: lowest(
        c, x, m - 1
    ),
    "that is the highest of the limits that are good enough. Which is the earliest?": lambda c, x, m: (
        max((limit for limit in x if alarms(c, limit) <= m), default=None)
    ),
    "that is the first good one in the list, and the limits are in no particular order.": lambda c, x, m: (
        next((limit for limit in x if alarms(c, limit) <= m), None)
    ),
}


NEVER_NONE = "where no limit keeps to `most`, return None: somebody has to know."


@exercise(
    "8.4",
    "For one limit: on how many of the streams is `first_alarm(one, limit)` not None?",
    "Collect the limits with at most `most` of them. Which of these do you return?",
)
def as_early_as_you_may(lowest_limit):
    luck, open_, failed = random.Random(84), None, None
    for case in range(40):
        clean = [[None] * 3 + [luck.random() ** 3 for _ in range(30)] for _ in range(8)]
        limits = [round(luck.uniform(0.05, 0.95), 2) for _ in range(7)]
        most = luck.randint(0, 4)
        if case % 8 == 7:  # none will do
            clean, limits, most = [[0.99] * 5] * 4, limits, 1
        said = lowest_limit([list(one) for one in clean], list(limits), most)
        right = lowest(clean, limits, most)
        if said is not None and said not in limits:
            raise NotYet(f"return one of the limits or None, and not {said!r}.")
        fits = {t for t, w in MISTAKES_84.items() if w(clean, limits, most) == said}
        # Right where a limit will do, and a limit where none will.
        if (said == right) != (right is None):
            fits.add(NEVER_NONE)
        open_ = fits if open_ is None else open_ & fits
        if said != right and failed is None:
            false = alarms(clean, said, 2) if said is not None else None
            failed = f"with most={most} you return {said} ({false} false alarms), and {right} is right."
    if failed and open_:
        first = next(text for text in [*MISTAKES_84, *open_] if text in open_)
        raise (NotYet if "highest limit." in first else Close)(first)
    if failed:
        raise Close(failed)
    return "Right for 40 sets of streams."
