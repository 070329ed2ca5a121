"""The checks of notebook 09. Arguments are names in the notebook."""

import contextlib
import functools
import inspect
import io
import json
import linecache
import os
import pickle
import random
import subprocess
import sys
import time
import types

import cloudpickle
import numpy as np
import requests

from course.exercises import (
    Close,
    NotYet,
    call,
    exercise,
    letter,
    returned,
    shown,
    truth,
)


@exercise(
    "9.1",
    "Read the last words of the message. Which number stands there, and which number does "
    "the folder have?",
    "`publish` writes the number into the passport. Who has done that here?",
)
def explain_this_error(cause):
    letter(
        cause,
        "c",
        {
            "a": "the sums fit: they were made anew from the copied files. What was found "
            "comes after the sums.",
            "b": "then the message would name a library and its two versions. Which two "
            "things does it compare?",
            "d": "nobody has asked for a label here, and no score is in the message. What "
            "does it say about the passport?",
        },
    )
    return "Right: a version keeps its number, and to go back you move the label."


# --- 9.2: on the learner's own service ------------------------------------------------


class Service:
    """The learner's running service, and its registry, as an admin sees them."""

    def __init__(self, desk):
        self.url, self.key = desk.url, desk.key
        try:
            self.state()
        except (requests.RequestException, ValueError, TypeError):
            raise NotYet(
                "your service does not answer an admin. Run the cell below *A place to "
                "stop* again."
            ) from None

    def ask(self, method, path, **more):
        with requests.Session() as session:  # perhaps another one was forgotten open
            session.trust_env = False
            url, headers = self.url + path, self.key
            return session.request(method, url, headers=headers, timeout=30, **more)

    def state(self):
        answer = self.ask("GET", "/admin/versions")
        answer.raise_for_status()
        return answer.json()

    def labels(self):
        return self.state()["labels"]

    def answering(self):
        return int(self.ask("GET", "/health").json()["model"]["version"])

    def write(self, labels):
        """Put these labels into the registry, and wait until the service follows."""
        file = os.path.join(os.environ["MODEL_DIR"], "registry", "labels.json")
        with open(f"{file}.check", "w", encoding="utf-8") as out:
            json.dump(labels, out)
        os.replace(f"{file}.check", file)
        end = time.monotonic() + 30
        while self.labels() != labels or self.answering() != labels["champion"]:
            if time.monotonic() > end:
                raise NotYet(
                    "your service does not see the registry of this notebook: start it "
                    "again with the cell above, and do not change MODEL_DIR."
                )
            time.sleep(0.05)


def some_labels(champion, previous, **more):
    nobody = {"challenger": None, "share": 0.0, "shadow": False}
    return {"champion": champion, "previous": previous} | nobody | more


@exercise(
    "9.2",
    "`GET /admin/versions` tells the labels. Which of them remembers the way back?",
    "`POST /admin/labels` refuses a worse version unless the wish says `rollback`. And how "
    "do you notice that a wish was refused? `answer.raise_for_status()` raises then.",
)
def go_back_one_step(go_back, desk):
    name = "go_back"
    service = Service(desk)
    before = service.labels()
    there = service.state()["published"]
    if not {1, 2, 3} <= set(there):
        raise NotYet(
            f"your registry has the versions {there}, and I need 1, 2 and 3: run the "
            "cells above that publish them."
        )
    try:
        for champion, previous in [(3, 1), (2, 1), (1, 3), (2, 3), (1, 2)]:
            goes(service, go_back, name, champion, previous)
        refuses(service, go_back, name, some_labels(2, None), "there is no way back")
        gone = some_labels(2, 999_999)
        refuses(service, go_back, name, gone, "the version before is gone")
        asks_where_it_is_told(service, go_back, name)
    finally:
        service.write(before)
    return "Right: one step back, whatever the numbers are, and never a false claim."


def goes(service, go_back, name, champion, previous):
    """One step back from `champion` to `previous`, while a trial is under way."""
    trial = 6 - champion - previous  # the third of 1, 2, 3
    service.write(some_labels(champion, previous, challenger=trial, share=0.25))
    like = f"champion {champion}, before it {previous}"
    said = called(go_back, name, service, like)
    labels, answering = service.labels(), service.answering()
    if labels["champion"] == champion:
        raise NotYet(
            f"with {like}: after `{name}` the champion is still {champion}. Does the "
            "service say why, when you look at its answer?"
        )
    if labels["champion"] != previous:
        raise Close(
            f"with {like}: `{name}` made {labels['champion']} the champion, which is "
            "another version. How do you find out which one was before?"
        )
    if answering != previous:
        raise Close(f"with {like}: the service still answers by version {answering}.")
    if labels["challenger"] != trial or labels["share"] != 0.25:
        raise Close(
            f"with {like}: the challenger was {trial} for 25 % of the users, and you have "
            "changed that, too."
        )
    if isinstance(said, str) and said.strip() == str(previous):
        return
    said = returned(said, int, "the number of the version that answers now", name)
    if said == trial:
        raise Close(
            f"with {like}: `{name}` returned {trial}, which some users meet on trial. Did "
            "you ask as one of them? Which version answers all the others?"
        )
    if said != previous:
        raise Close(
            f"with {like}: the service answers by version {previous} now, and `{name}` "
            f"returned {shown(said)}."
        )


def called(go_back, name, service, like):
    try:
        return call(go_back, service.url, dict(service.key), name=name)
    except requests.HTTPError as error:
        answer = error.response
        detail = ""
        with contextlib.suppress(ValueError, TypeError, AttributeError):
            detail = f": {answer.json()['detail']}"
        status = getattr(answer, "status_code", "an error")
        raise NotYet(f"with {like}: the service says {status}{detail}") from None


def asks_where_it_is_told(service, go_back, name):
    """At another address, with another key, it may not move a label of this service."""
    labels = some_labels(2, 1)
    service.write(labels)
    with contextlib.suppress(Exception):  # nobody is there, so an exception is right
        call(go_back, "http://127.0.0.1:9", {"X-API-Key": "none"}, name=name)
    if service.labels() != labels:
        raise Close(
            f"asked about another service, `{name}` has moved a label of this one. Where "
            "do `url` and `headers` go?"
        )


def refuses(service, go_back, name, labels, why):
    """Nothing can be done here: so it has to raise, and to leave all as it is."""
    service.write(labels)
    try:
        said = call(go_back, service.url, dict(service.key), name=name)
    except NotYet:
        raise
    except Exception:  # that is what was asked for
        said = None
    else:
        raise Close(
            f"where {why} (`previous` is {json.dumps(labels['previous'])}), `{name}` "
            f"returned {shown(said)}, as if all were well. Whoever calls it at night has "
            "to learn that it failed."
        )
    if (now := service.labels()) != labels:
        raise Close(
            f"where {why}, `{name}` raised, which is right, but the champion was 2 and is "
            f"{now['champion']} now."
        )


# --- 9.3: the same in every process ---------------------------------------------------

USERS = range(1, 4001)
# In a process of its own: runs the learner's cell anew, as a worker that starts does,
# then [user, share, salt] each → answers. Where the cell does not run there, the function
# is the one that was pickled.
ELSEWHERE = """
import pickle, sys
from importlib import import_module
function, cell, modules = pickle.load(sys.stdin.buffer)
asked = pickle.load(sys.stdin.buffer)
real, sys.stdout = sys.stdout, sys.stderr  # whatever it prints
inner = getattr(function, "func", function)
inner = inner if hasattr(inner, "__globals__") else type(inner).__call__
names = dict(getattr(inner, "__globals__", {}))
try:
    names |= {name: import_module(module) for name, module in modules.items()}
    exec(cell, names)
except Exception:
    pass
function = names.get("meets_challenger", function)
real.write("".join("01"[bool(function(*each))] for each in asked))
"""


class Packer(cloudpickle.Pickler):
    """What a cache remembers stays here: it is another process that will fill its own."""

    def reducer_override(self, thing):
        if isinstance(thing, functools._lru_cache_wrapper):
            return functools.cache, (thing.__wrapped__,)
        return super().reducer_override(thing)


def packed(function, with_cell=True):
    """The function as another process can load it; taken before it is ever called."""
    inner = inspect.unwrap(getattr(function, "func", function))
    if not hasattr(inner, "__code__"):  # an object that can be called
        inner = type(inner).__call__
    code = getattr(inner, "__code__", None)
    cell = "".join(linecache.getlines(code.co_filename)) if code and with_cell else ""
    known = getattr(inner, "__globals__", {})
    modules = {
        name: thing.__name__
        for name, thing in known.items()
        if isinstance(thing, types.ModuleType) and name in cell
    }
    out = io.BytesIO()
    try:
        Packer(out).dump((function, cell, modules))
    except Exception:
        raise NotYet(
            "your function uses something that no other process can have. Two workers "
            "would not share it either."
        ) from None
    return out.getvalue()


def in_another_process(function, asked, seed="random"):
    """What the packed function answers there, a list of True and False.

    `seed`: of Python's own hash, which else is another one in each process.
    """
    paths = {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        input=function + pickle.dumps(asked),
        capture_output=True,
        env=os.environ | paths,
        timeout=120,
    )
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise NotYet(
            "in another process your function fails: "
            f"{last[0] if last else 'it said nothing'}"
        )
    return [mark == "1" for mark in done.stdout.decode()]


@exercise(
    "9.3",
    "What could give each user a place between 0 and 1 that looks like chance, and is the "
    "same each time? What has to go into it besides the user?",
    "`hashlib.sha256(text.encode()).digest()[:8]` are eight bytes, and "
    "`int.from_bytes(…, 'big') / 2**64` is a number from 0 to 1.",
)
def the_same_user_the_same_version(meets_challenger):
    name = "meets_challenger"
    function = bare = None
    if callable(meets_challenger):
        function = packed(meets_challenger)
        bare = packed(meets_challenger, with_cell=False)

    def says(user, share, salt):
        return truth(call(meets_challenger, user, share, salt, name=name), name)

    def met(share, salt="challenger 2"):
        return {user for user in USERS if says(user, share, salt)}

    if met(0.5) != met(0.5):
        raise NotYet("the same users, asked twice, got two answers.")
    if (nobody := met(0)) or len(met(1)) != len(USERS):
        count = len(nobody) if nobody else len(USERS) - len(met(1))
        share = "share of 0" if nobody else "share of 1"
        what = "meet it" if nobody else "do not"
        raise Close(
            f"with a {share}, {count} of {len(USERS)} users {what}: it is to be nobody "
            "for 0, and everybody for 1."
        )
    few, more = met(0.2), met(0.5)
    if not few <= more:
        raise Close(
            f"when the share grows from 0.2 to 0.5, {len(few - more)} users who met the "
            "challenger fall back."
        )
    shares(few, more)
    everywhere(function, bare, says)
    salts([few, *(met(0.2, f"challenger {n}") for n in (3, 4, 5))])
    if not 15 <= (hardly := len(met(0.01))) <= 80:
        raise Close(
            f"with a share of 0.01, {hardly} of {len(USERS)} users meet it, and about 40 "
            "should. Between which numbers can a place lie?"
        )
    many = range(1, 20_001)
    found = sum(says(user, 0.001, "challenger 2") for user in many)
    if not 4 <= found <= 44:
        raise Close(
            f"with a share of 0.001, {found} of {len(many)} users meet it, and about 20 "
            "should. How many places are there between 0 and 1?"
        )
    before = random.getstate()
    says(5, 0.5, "challenger 2")
    if random.getstate() != before:
        raise Close(
            "each question sets the random numbers of the whole program anew, so whatever "
            "else draws from them here gets the same ones again. `random.Random(…)` is a "
            "lottery of its own."
        )
    return "Right: one and the same for each user, in every process."


def shares(few, more):
    """Are they as many as the share says, among all and among the oldest?"""
    if len({user % 100 for user in few}) < 50:
        raise Close(
            "the last digits decide. They are the same for each challenger, and numbers "
            "are seldom given at random."
        )
    for share, found in ((0.2, few), (0.5, more)):
        if abs(len(found) / len(USERS) - share) > 0.035:
            raise Close(
                f"with a share of {share}, {len(found) / len(USERS):.0%} of the users "
                "meet it."
            )
    chunk = len(few & set(range(1, 401))) / 400
    if abs(chunk - 0.2) > 0.1:
        raise Close(
            f"of the first 400 users, {chunk:.0%} meet it: your oldest users are not like "
            "the others."
        )


def salts(chosen):
    """Does another salt choose others, and not always others either?"""
    for i, one in enumerate(chosen):
        for other in chosen[:i]:
            both = len(one & other) / len(one)
            if both == 1:
                raise Close(
                    "another salt chooses the same users, so they are the first to try "
                    "each challenger."
                )
            if not 0.1 < both < 0.32:
                raise Close(
                    f"of those who meet one challenger early, {both:.0%} meet another one "
                    "early, too: about 20 % would be chance."
                )


def everywhere(function, bare, says):
    """Does another process, asked in another order, say the same of other users?"""
    asked = [(user, 0.5, "challenger 8") for user in range(5001, 5401)]
    # As three workers that have just started have it; the third meets them backwards.
    one, other, third = (pickle.loads(function)[0] for _ in range(3))
    first, second = ([bool(f(*each)) for each in asked] for f in (one, other))
    turned = [bool(third(*each)) for each in asked[::-1]][::-1]
    here = [says(*each) for each in asked]
    order = differing(first, turned)
    if count := differing(first, second) or (not order and differing(here, first)):
        raise Close(
            f"of 400 users, {count} get another answer from a copy of your function that "
            "has just started: it remembers, and each worker remembers something else."
        )
    if order:
        raise Close(
            f"of 400 users, {order} get another answer when they come in another order, "
            "and nobody knows in which order they come."
        )
    if count := differing(here, in_another_process(function, asked)):
        if not differing(here, in_another_process(bare, asked)):
            raise Close(
                f"of 400 users, {count} get another answer in another process: your cell "
                "makes a value as it runs, and each worker makes its own."
            )
        one, other = (in_another_process(function, asked, seed) for seed in "12")
        same = in_another_process(function, asked, "1")
        if differing(one, other) and not differing(one, same):
            raise Close(
                f"of 400 users, {count} get another answer in another process: Python's "
                "own `hash` of a text begins with another number in each."
            )
        raise Close(
            f"of 400 users, {count} get another answer in another process: something that "
            "goes in is not the same in two workers."
        )


def differing(one, other):
    return sum(a != b for a, b in zip(one, other, strict=True))


# --- 9.4: a property, not three examples ----------------------------------------------


def pair(luck, z, users=150, noise=0.08, spread=0.2):
    """Recalls of two versions for the same users, who differ much among themselves.

    The mean gain is exactly `z` times its standard error: chance alone gives 1.96 or
    more in 2.5 % of the cases.
    """
    base = luck.uniform(0.5 - spread, 0.5 + spread, users)
    gain = luck.normal(0, noise, users)
    error = gain.std(ddof=1) / np.sqrt(users)
    return base, base + gain - gain.mean() + z * error


@exercise(
    "9.4",
    "Which users are drawn? The same ones for both versions: so draw from the gains, "
    "`new - old`.",
    "`luck.integers(n, size=(1000, n))` draws n users a thousand times; "
    "`gain[…].mean(axis=1)` are a thousand means. `np.quantile` says what lies below 2.5 % "
    "of them.",
)
def better_or_lucky(is_better):
    luck, name = np.random.default_rng(94), "is_better"

    def says(old, new):
        given = old.copy(), new.copy()
        said = truth(call(is_better, *given, name=name), name)
        if not (np.array_equal(given[0], old) and np.array_equal(given[1], new)):
            raise Close("your function has changed the arrays that it was given.")
        return said

    def rate(count, *arguments, **more):
        return float(
            np.mean([says(*pair(luck, *arguments, **more)) for _ in range(count)])
        )

    worse, better = rate(20, -5), rate(20, 5)
    if worse > 0.5 > better:
        raise Close("it calls the worse one better: what minus what is the gain?")
    if worse > 0.1:
        raise Close(
            f"{worse:.0%} of the versions that are clearly worse are called better. A "
            "difference is not yet a gain."
        )
    if says(np.array([0.1, 0.4, 0.3]), np.array([0.2, 0.3, 0.4])):
        raise NotYet(
            "for the three users in the exercise it says True. Two of them gain and one "
            "loses as much: that is luck."
        )
    small, large = rate(20, 6, noise=0.004), rate(20, 0.8, users=12, noise=0.3)
    if large > 0.3:
        raise Close(
            f"of 20 gains of twelve users who scatter widely, it calls {large:.0%} better: "
            "that is luck, however large the mean is."
        )
    if small < 0.7 < rate(20, 6, noise=0.004, spread=0.0):
        raise Close(
            f"of 20 versions that gain little, but for nearly all users, it finds "
            f"{small:.0%}, and all of them where the users are alike. Are both versions "
            "drawn with the same users?"
        )
    if small < 0.7 < better:
        raise Close(
            f"of 20 versions that gain little, but for nearly all users, it finds "
            f"{small:.0%}. How large a gain has to be depends on how much it varies."
        )
    if better < 0.8:
        if better == 0:
            old = luck.uniform(0.2, 0.6, 150)
            if not says(old, old + 0.2):
                raise Close(
                    "it never promotes: not even where each of 150 users gains 0.2."
                )
            raise Close(
                "it promotes nothing, not even what is clearly better. Do all users have "
                "to gain, or the mean?"
            )
        raise Close(
            f"of 20 versions that are clearly better, it finds {better:.0%}. Do you draw "
            "the same users for both?"
        )
    just_so, nearly = rate(20, 2.6), rate(20, 1.72)
    if just_so < 0.6:
        raise Close(
            f"of 20 gains that luck would bring in one of 200 cases, it finds "
            f"{just_so:.0%}: the users differ among themselves more than the versions do. "
            "Are both drawn with the same users, and is it 97.5 %?"
        )
    if nearly > 0.4:
        raise Close(
            f"of 20 gains that luck brings in one of 23 cases, it calls {nearly:.0%} "
            "better; with 97.5 % it would be hardly any. Which quantile do you ask?"
        )
    alike = luck.uniform(0.2, 0.6, 50)
    if says(alike, alike):
        raise Close(
            "two versions that are equally good for every single user: nobody gains, and "
            "it says True. Is a mean of 0 above zero?"
        )
    enough = rate(20, 2.15)
    if enough < 0.5:
        raise Close(
            f"of 20 gains that luck brings in one of 63 cases, it finds {enough:.0%}; with "
            "97.5 %, one in 40 is rare enough. Which quantile do you ask?"
        )
    return "Right: luck is not promoted, and what is better is."
