"""The checks of notebook 08. Arguments are names in the notebook."""

import json
import math
import numbers
import random
import re
from itertools import pairwise

from course.exercises import Close, NotYet, exercise


def shown(value):
    """A value as one writes it, cut where it is long."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def kind_of(value):
    """What a value is, in words for a learner."""
    if value is None:
        return "nothing (None). Is it printed instead of returned?"
    names = {str: "a text", bool: "True or False", list: "a list", dict: "a dictionary"}
    names |= {int: "a number", float: "a number", tuple: "a tuple", set: "a set"}
    return f"{names.get(type(value), 'a ' + type(value).__name__)}: {shown(value)}."


# --- 8.1 ------------------------------------------------------------------------------

LETTERS = {
    "a": "the ending `_total` is added by the library, if it is not there. And the first time it worked.",
    "c": "there is one process here, and no worker. What is different when the loop comes round again?",
    "d": "a thousand series fitted in, above. What is different when the loop comes round again?",
}


@exercise(
    "8.1",
    "How often does the loop make a counter named `visits`, and in which registry?",
    "What would the registry tell Prometheus, if two metrics had the same name?",
)
def explain_this_error(cause):
    if cause is None or not isinstance(cause, str):
        raise NotYet(
            f'put a letter into `cause`, as a text: "a". It is {kind_of(cause)}'
        )
    letter = cause.strip().strip("().").strip().lower()
    if letter in LETTERS:
        raise Close(LETTERS[letter])
    if letter in ("?", ""):
        raise NotYet('put one of the letters into `cause`, for example `cause = "a"`.')
    if letter != "b":
        raise NotYet(f"{shown(cause)} is none of the four letters.")
    return "Right: make each metric once, in a module; a module is imported once, too."


# --- 8.2 ------------------------------------------------------------------------------


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
    "where two looks are equal, nothing was counted in between.": lambda looks: sum(
        b - a if b > a else b for a, b in pairwise(looks)
    ),
    "that is the largest look minus the first, and then the last one again. There may be more than one restart.": lambda looks: (
        max(looks) - looks[0] + looks[-1]
    ),
    "that is the sum of all looks.": sum,
    "that is how many looks there are, or how many steps between them.": lambda looks: (
        len(looks) - 1
    ),
}


def a_number(said):
    """Whether this is one finite number."""
    if isinstance(said, bool) or not isinstance(said, numbers.Real):
        return False
    return math.isfinite(said)


@exercise(
    "8.2",
    "Look at neighbours: from 5 to 9 there were 4. From 12 to 3, the service was started again in between.",
    "After a restart it counts from 0, so a look of 3 means 3 more.",
)
def count_over_a_restart(increase):
    if not callable(increase):
        raise NotYet(f"`increase` is to be a function, and it is {kind_of(increase)}")
    luck, open_, failed, answers = random.Random(82), None, None, set()
    cases = [counter(luck, restarts) for restarts in [0, 1, 1, 2, 5] * 8]
    cases.append(([7], 0))
    for looks, right in cases:
        given = list(looks)
        said = increase(given)
        if not a_number(said):
            raise NotYet(f"return one number. For {looks} you return {kind_of(said)}")
        if given != looks:
            raise Close("your function has changed the list that it was given.")
        answers.add(said)
        fits = {text for text, wrong in MISTAKES_82.items() if wrong(looks) == said}
        open_ = fits if open_ is None else open_ & fits
        if said != right and failed is None:
            failed = f"for {looks} you say {shown(said)}, and it was {right}."
    if failed and len(answers) == 1:
        only = shown(answers.pop())
        raise NotYet(f"it says {only} for every list. Calculate it from `looks`.")
    if failed and open_:
        raise (NotYet if "last look" in min(open_) else Close)(min(open_))
    if failed:
        raise Close(failed)
    return f"Right for {len(cases)} counters, with and without restarts."


# --- 8.3 ------------------------------------------------------------------------------


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


MISTAKES_83 = {
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
    "fewer false alarms than `most` are good, too; it need not be that many exactly.": lambda c, x, m: (
        next((limit for limit in sorted(x) if alarms(c, limit) == m), None)
    ),
    "a number at the limit is not above it, and `first_alarm` wants it above.": lambda c, x, m: (
        lowest(c, x, m, lambda clean, limit: alarms(clean, math.nextafter(limit, 0)))
    ),
    "`most` is a number of streams, and not a share of them.": lambda c, x, m: lowest(
        c, x, m * len(c)
    ),
    "that is the lowest limit with no false alarm at all; `most` of them are accepted.": lambda c, x, m: (
        lowest(c, x, 0)
    ),
}
NEVER_NONE = "where no limit keeps to `most`, return None: somebody has to know."


@exercise(
    "8.3",
    "For one limit: on how many of the streams is `first_alarm(one, limit)` not None?",
    "Collect the limits with at most `most` of them. Which of these do you return?",
)
def as_early_as_you_may(lowest_limit):
    if not callable(lowest_limit):
        said = kind_of(lowest_limit)
        raise NotYet(f"`lowest_limit` is to be a function, and it is {said}")
    luck, open_, failed, answers = random.Random(83), None, None, set()
    for case in range(40):
        clean = [
            [None] * 3 + [luck.random() ** 3 for _ in range(luck.randint(4, 30))]
            for _ in range(8)
        ]
        limits = [round(luck.uniform(0.05, 0.95), 2) for _ in range(7)]
        most = luck.randint(0, 4)
        if case % 2:  # two hours exactly at a limit, which are no alarm
            clean[case % 8][-2:] = [luck.choice(limits)] * 2
        if case % 8 == 7:  # none will do
            clean, limits, most = [[0.99] * 5] * 4, limits, 1
        given = [list(one) for one in clean], list(limits)
        said = lowest_limit(*given, most)
        if given != (clean, limits):
            raise Close("your function has changed the lists that it was given.")
        right = lowest(clean, limits, most)
        if said is not None and not a_number(said):
            raise NotYet(f"return one number or None. You return {kind_of(said)}")
        if said is not None and said not in limits:
            text = f"return one of the limits: {shown(said)} is none of {limits}."
            raise NotYet(text)
        answers.add(said)
        fits = {t for t, w in MISTAKES_83.items() if w(clean, limits, most) == said}
        # Right where a limit will do, and a limit where none will.
        if (said == right) != (right is None):
            fits.add(NEVER_NONE)
        open_ = fits if open_ is None else open_ & fits
        if said != right and failed is None:
            false = f" ({alarms(clean, said)} false alarms)" if said is not None else ""
            failed = f"with most={most} and limits={sorted(limits)} you return {said}{false}, and {right} is right."
    if answers == {None}:
        raise NotYet("it returns None for every set of streams. Is the limit printed?")
    if failed and open_:
        first = next(text for text in [*MISTAKES_83, *open_] if text in open_)
        raise (NotYet if "highest limit." in first else Close)(first)
    if failed:
        raise Close(failed)
    return "Right for 40 sets of streams."


# --- 8.4 ------------------------------------------------------------------------------

BOUNDS = {20.0, 160.0, 1000.0}
WORDS = (
    "see",
    "you",
    "free",
    "prize",
    "über",
    "müde",
    "👍",
    "call 0900",
    "naïve",
    "at 8",
)
SERIES = re.compile(r"^(spam_length\w*)(?:\{(.*)\})? (\S+)$", re.MULTILINE)
LABEL = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')


class Told:
    """What /metrics of the learner's service says of spam_length."""

    def __init__(self, text):
        found = re.search(r"^# TYPE (spam_length\w*) (\w+)$", text, re.MULTILINE)
        self.name, self.kind = found.groups() if found else (None, None)
        self.rows = {}
        for name, labels, value in SERIES.findall(text):
            key = tuple(sorted(LABEL.findall(labels)))
            self.rows[name, key] = float(value)
        self.text = text

    def total(self, name):
        """The sum of all series of this name, of whatever metric."""
        found = re.findall(rf"^{name}(?:\{{.*\}})? (\S+)$", self.text, re.MULTILINE)
        return sum(map(float, found))

    def values(self, end):
        """{labels but le: value} of the lines that end so."""
        name = f"spam_length{end}"
        return {key: v for (each, key), v in self.rows.items() if each == name}

    def labels(self):
        return {name for key in self.values("_count") for name, _ in key}

    def bounds(self):
        keys = [dict(key) for _, key in self.rows]
        found = {float(key["le"]) for key in keys if "le" in key}
        return found - {math.inf}


def of(verdict, values):
    """The value of a verdict, whatever other labels there are."""
    return sum(v for key, v in values.items() if ("verdict", verdict) in key)


def message(luck):
    """A text of 1 to 400 characters whose words, bytes and characters differ."""
    text = luck.choice(" \n").join(
        luck.choice(WORDS) for _ in range(luck.randint(1, 60))
    )
    return " " * luck.randint(0, 3) + text


def answer_of(session, url, text, own):
    """(verdict as a text, score) of the learner's service; NotYet if there is none."""
    answer = session.post(f"{url}/spam", json={"text": text}, timeout=30)
    if answer.status_code == 200:
        told = answer.json()
        if told["spam"] != (told["score"] >= 0.5):
            text = f"your service says spam: {told['spam']}, and the score is {told['score']}"
            raise Close(f"{text}. Has `counted` changed one of them?")
        return "spam" if told["spam"] else "ham", told["score"]
    lines = [line for line in own.log().splitlines() if '"incident"' in line]
    said = json.loads(lines[-1]) if lines else {}
    where = f": {said['error']} at {said['at'][-1]}" if said else ""
    raise NotYet(
        f"your service answers /spam with {answer.status_code}{where}. Is it `counted`, or `metric`?"
    )


def asked(own):
    """Send the learner's service messages; return (before, after, what was sent, scores).

    What was sent: {"spam": [text, …], "ham": [text, …]}.
    """
    import requests

    url = getattr(own, "url", None)
    if not isinstance(url, str):
        raise NotYet(f"`own` is to be your running service, and it is {kind_of(own)}")
    sent, scores = {"spam": [], "ham": []}, []
    luck = random.Random()
    with requests.Session() as session:
        session.trust_env = False  # a proxy has no business with 127.0.0.1
        try:
            before = Told(session.get(f"{url}/metrics", timeout=30).text)
            texts = [message(luck) for _ in range(12)]
            for word in luck.sample(WORDS, 4):
                texts.append(f"WINNER! Claim your free prize today: {word}!")
                texts.append(f"Can you pick up {word} on your way home?")
            texts += [" ".join(luck.choices(WORDS, k=k)) for k in (170, 330)]
            for text in texts:
                verdict, score = answer_of(session, url, text, own)
                sent[verdict].append(text)
                scores.append(score)
            after = Told(session.get(f"{url}/metrics", timeout=30).text)
        except requests.ConnectionError:
            raise NotYet(
                f"nobody answers at {url}. Run the cell above again; if your service "
                "does not start, the last line that it prints says why."
            ) from None
    for text in (one for texts in sent.values() for one in texts if len(one) > 40):
        if text in own.log() or json.dumps(text)[1:-1] in own.log():
            raise Close("the log of your service has the texts of messages now.")
    return before, after, sent, scores


def look_at_the_others(before, after, scores):
    """Raise where what the service counted before is not counted as before."""
    for name, want in (
        ("spam_verdicts_total", len(scores)),
        ("spam_score_count", len(scores)),
        ("spam_unknown_count", len(scores)),
        ("spam_score_sum", sum(scores)),
    ):
        grown = after.total(name) - before.total(name)
        if not math.isclose(grown, want, abs_tol=1e-3):
            text = (
                f"{name} of your service grew by {grown:.4g}, and {want:.4g} is right"
            )
            raise Close(f"{text}: `counted` has changed what was counted before.")
    if not after.total("spam_unknown_sum") > before.total("spam_unknown_sum"):
        raise Close("spam_unknown no longer grows, though I sent words that are new.")


def look_at_form(told):
    """Raise what is wrong with the metric itself, whatever was counted."""
    if told.name is None:
        text = "/metrics of your service has nothing called spam_length. `metric` makes it, at the end of metrics.py."
        raise NotYet(text)
    if told.kind != "histogram" or told.name != "spam_length":
        text = f"/metrics has a {told.kind} named {told.name}; a histogram named spam_length is asked for."
        raise Close(text)
    if not told.values("_count"):
        text = "spam_length is there, and has no line: nothing was observed. `counted` is to do that for each message."
        raise Close(text)
    labels = told.labels()
    if more := sorted(labels - {"verdict"}):
        series = len(told.values("_count"))
        text = f"the label `{more[0]}` is one too many: {series} series by now. Only the verdict was asked for."
        raise Close(text)
    if "verdict" not in labels:
        raise Close("it has no label `verdict`, so nobody can tell spam from ham.")
    found = {value for key in told.values("_count") for _, value in key}
    if odd := sorted(found - {"spam", "ham"}):
        text = f'`verdict` is {odd[0]!r} for some messages. Everywhere else it is "spam" or "ham", and these should join.'
        raise Close(text)
    if told.bounds() != BOUNDS:
        bounds = ", ".join(f"{one:g}" for one in sorted(told.bounds()))
        raise Close(f"its buckets end at {bounds}; 20, 160 and 1000 are asked for.")


def look_at_counts(grown, sent):
    """Raise what is wrong with how many messages were observed for each verdict."""
    want = {verdict: len(texts) for verdict, texts in sent.items()}
    if grown == want:
        return
    if grown == {"spam": want["ham"], "ham": want["spam"]}:
        raise Close("spam and ham are the wrong way round in `verdict`.")
    if not any(grown.values()):
        raise Close(
            "I sent messages, and spam_length did not grow: is it observed once, or for each message?"
        )
    for verdict, other in (("spam", "ham"), ("ham", "spam")):
        if grown == {verdict: want[verdict], other: 0}:
            raise Close(f"only {verdict} is observed. How long is {other}?")
        if grown == {verdict: sum(want.values()), other: 0}:
            raise Close(
                f"every message is observed as {verdict}, whatever the verdict was."
            )
    text = f"I sent {want['spam']} spam and {want['ham']} ham, and the counts grew by {grown['spam']:g} and {grown['ham']:g}."
    raise Close(text)


MEASURES = {
    "that counts words; characters are asked for.": lambda text: len(text.split()),
    "that counts the bytes of the text. Characters are asked for: an ü is one, and so is a 👍.": lambda text: (
        len(text.encode())
    ),
    "that counts the characters without the blanks around them; `text` is meant as it was sent.": lambda text: (
        len(text.strip())
    ),
    "that counts the different characters of a text.": lambda text: len(set(text)),
    "the characters without blanks are counted; a blank is one, too.": lambda text: len(
        text.replace(" ", "")
    ),
}


def look_at_sums(grown, sent):
    """Raise what is wrong with what was observed."""
    for verdict, texts in sent.items():
        want = sum(map(len, texts))
        if math.isclose(grown[verdict], want):
            continue
        for sentence, measure in MEASURES.items():
            if math.isclose(grown[verdict], sum(map(measure, texts))):
                raise Close(sentence)
        mean = grown[verdict] / len(texts)
        text = f"{len(texts)} messages that your service calls {verdict} had {want} characters, and spam_length_sum grew by {grown[verdict]:g}: {mean:g} for each."
        raise Close(text)


def look_at_buckets(before, after, sent):
    """Raise where lengths have fallen into buckets in which they cannot be."""
    grown = {
        key: value - before.rows.get((name, key), 0)
        for (name, key), value in after.rows.items()
        if name == "spam_length_bucket"
    }
    for verdict, texts in sent.items():
        for bound in sorted(BOUNDS):
            want = sum(len(text) <= bound for text in texts)
            found = sum(
                value
                for key, value in grown.items()
                if ("verdict", verdict) in key and float(dict(key)["le"]) == bound
            )
            if found != want:
                text = f"{want} of the {verdict} that I sent had at most {bound:g} characters, and that bucket grew by {found:g}: the sum is right, each single length is not."
                raise Close(text)


@exercise(
    "8.4",
    "Which line of metrics.py makes a histogram with buckets of its own? Which one has labels?",
    'In `judge`, `spam` is True or False; the label wants "spam" or "ham". The line that counts VERDICTS does it already.',
    "LENGTH.labels(…).observe(…): the length of a text is `len(text)`.",
)
def a_metric_of_your_own(own):
    before, after, sent, scores = asked(own)
    look_at_form(after)
    ends = {}
    for end in ("_count", "_sum"):
        old, new = before.values(end), after.values(end)
        ends[end] = {v: of(v, new) - of(v, old) for v in ("spam", "ham")}
    look_at_counts(ends["_count"], sent)
    look_at_sums(ends["_sum"], sent)
    look_at_buckets(before, after, sent)
    look_at_the_others(before, after, scores)
    total = sum(len(texts) for texts in sent.values())
    return (
        f"Right: I sent your service {total} messages, and it tells how long they were."
    )
