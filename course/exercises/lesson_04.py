"""The checks of notebook 04. Arguments are names in the notebook."""

import json
import numbers
import random

import requests

from course.exercises import Close, NotYet, exercise
from course.exercises.pretending import pretend, response

FLOWER = [5.1, 3.5, 1.4, 0.2]
NOT_NOW = {429, 502, 503, 504}


@exercise(
    "4.1",
    "What is `answer.status_code`, and what does `answer.text` say?",
    "Which line should your colleague have written before `answer.json()`?",
)
def explain_this_error(cause):
    answers = {
        "a": "print `answer.text`: is that meant to be JSON?",
        "b": "compare `answer.headers['Content-Length']` with the length of "
        "`answer.text`: all of it has arrived.",
        "c": "a form would be refused with 422. Which status code is this?",
    }
    cause = str(cause).strip().lower()
    if cause in answers:
        raise Close(answers[cause])
    if cause != "d":
        raise NotYet('put one of the letters into `cause`, for example `cause = "a"`.')
    return "Right: a 500 with a bare text. Look at the status code before the content."


@exercise(
    "4.2",
    "Which codes say *not now*? Which say that there is a mistake, on either side?",
    "There are four of them in the table. `in` asks whether a set has a code in it.",
)
def when_to_come_back(may_retry):
    said = {code for code in range(200, 600) if may_retry(code)}
    if 422 in said:
        raise NotYet(
            "`may_retry(422)` is True. Would the same data be right next time?"
        )
    if 500 in said:
        raise Close("`may_retry(500)` is True. Is the fault gone the second time?")
    if missing := NOT_NOW - said:
        raise Close(
            f"`may_retry({min(missing)})` is False, and the table says: come back later."
        )
    if extra := said - NOT_NOW:
        raise Close(f"`may_retry({min(extra)})` is True. What does that code say?")
    return "Right for all codes from 200 to 599."


@exercise(
    "4.3",
    "Which parameter of `requests.post` says how long to wait?",
    "Two exceptions mean that there is no answer: `requests.Timeout` and "
    "`requests.ConnectionError`. One `except` can name both.",
    "`raise_for_status()` raises `requests.HTTPError` for a 422.",
)
def no_answer_is_an_answer(species_or_none):
    def ask(outcome, status=200):
        with pretend(outcome, status) as sent:
            said = species_or_none("http://iris.test", FLOWER)
        return said, sent

    good, sent = ask({"prediction": "setosa"})
    if not sent:
        raise NotYet("I saw no request that was made with `requests`.")
    request, timeout = sent[-1]
    look_at_the_request(request)
    waits = timeout if isinstance(timeout, tuple) else (timeout,)
    if None in waits:
        raise NotYet("your request would wait forever: it has no timeout.")
    if any(isinstance(wait, numbers.Real) and wait > 2 for wait in waits):
        raise Close(f"your request waits {max(waits):g} seconds; two are enough.")
    if good != "setosa":
        raise Close(f"a good server says setosa, and you return {good!r}.")
    for trouble in (requests.ReadTimeout("slow"), requests.ConnectionError("gone")):
        name = "slow" if isinstance(trouble, requests.Timeout) else "gone"
        try:
            said, sent = ask(trouble)
        except requests.RequestException as error:
            kind = type(error).__name__
            raise Close(f"the service is {name}, and {kind} comes out.") from None
        if said is not None:
            raise Close(f"the service is {name}, and you return {said!r}, not None.")
        if len(sent) > 1:
            raise Close(
                f"the service is {name}, and you ask {len(sent)} times, not once."
            )
    refusal = {"loc": ["body", "data"], "msg": "Field required", "type": "missing"}
    for status, detail in [(422, [refusal]), (500, "broken")]:
        try:
            said, _ = ask({"detail": detail}, status)
        except requests.HTTPError:
            continue
        except KeyError:
            raise Close(
                f"a {status} ends in a KeyError. Who looked at the status code?"
            ) from None
        except ValueError as error:
            raise Close(
                f"a {status} comes out as {type(error).__name__}, and should be "
                "requests.HTTPError."
            ) from None
        raise Close(f"a {status} becomes {said!r}, and nobody will notice it.")
    return "Right: a name, None where there is no answer, and refusals are noticed."


def look_at_the_request(request):
    """Complain about a request that the real service would not understand."""
    if not request.url.startswith("http://iris.test/"):
        raise Close(
            f"I gave you the address http://iris.test, and you ask {request.url}."
        )
    if "json" not in request.headers.get("Content-Type", ""):
        raise Close(
            "your request does not carry JSON. Which parameter of `requests.post` "
            "writes it?"
        )
    if json.loads(request.body) != {"data": FLOWER}:
        raise Close(f"I gave you {FLOWER}, and you send {json.loads(request.body)}.")


@exercise(
    "4.4",
    'A place is a list like `["body", "data", 1, 2]`. What are its four parts?',
    "A set keeps each number once, and `sorted` puts them in order.",
)
def which_rows_were_bad(bad_rows):
    luck = random.Random(4)
    for _ in range(5):
        bad = sorted(luck.sample(range(100), 7))
        places = [[row, luck.randrange(4)] for row in bad]
        places += [[row, 3] for row in bad[:3]] + [[99]]
        bad, detail = sorted({*bad, 99}), []
        for place in sorted(places):
            text = {"msg": "Input should be greater than 0", "type": "greater_than"}
            detail.append({"loc": ["body", "data", *place], **text})
        said = bad_rows(response({"detail": detail}, 422))
        if isinstance(said, list) and said == bad:
            continue
        if not isinstance(said, list):
            raise Close(f"return a list, not a {type(said).__name__}.")
        if any(isinstance(row, list | tuple) for row in said):
            raise NotYet(f"your first entry is {said[0]}: which part of it is the row?")
        if said == [row + 1 for row in bad]:
            raise Close("your rows are counted from 1. A program counts from 0.")
        if set(said) == set(bad) and len(said) > len(bad):
            raise Close("a row with two mistakes is there twice.")
        if set(said) == set(bad):
            raise Close(f"the right rows, but not in order: {said}")
        raise Close(f"the bad rows were {bad}, and you say {said}.")
    return "Right: each bad row once, in order."
