"""The checks of notebook 04. Arguments are names in the notebook."""

import json
import numbers
import random

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
from course.exercises.pretending import pretend, response

NOT_NOW = {429, 502, 503, 504}
# Where a good server is, what it is asked about, and what it answers.
GOOD = [
    ("http://iris.test", [5.1, 3.5, 1.4, 0.2], "setosa"),
    ("http://127.0.0.1:5555", [7.2, 3.6, 6.1, 2.5], "virginica"),
    ("https://iris.example", [5.9, 2.8, 4.3, 1.3], "versicolor"),
]


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
    letter(cause, "d", answers, "cause")
    return "Right: a 500 with a bare text. Look at the status code before the content."


@exercise(
    "4.2",
    "Which codes say *not now*? Which say that there is a mistake, on either side?",
    "There are four of them in the table. `in` asks whether a set has a code in it.",
)
def when_to_come_back(may_retry):
    def ask(code):
        return truth(call(may_retry, code, name="may_retry"), "may_retry")

    said = {code for code in range(200, 600) if ask(code)}
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
    if any(ask(code) != (code in NOT_NOW) for code in range(599, 199, -1)):
        raise Close("asked about the same code again, `may_retry` says something else.")
    return "Right for all codes from 200 to 599."


@exercise(
    "4.3",
    "Which parameter of `requests.post` says how long to wait?",
    "Two exceptions mean that there is no answer: `requests.Timeout` and "
    "`requests.ConnectionError`. One `except` can name both.",
    "`raise_for_status()` raises `requests.HTTPError` for a 422.",
)
def no_answer_is_an_answer(species_or_none):
    def ask(outcome, status=200, url=GOOD[0][0], flower=GOOD[0][1]):
        with pretend(outcome, status) as sent:
            said = call(species_or_none, url, [*flower], name="species_or_none")
        return said, sent

    for url, flower, species in GOOD:
        outcome = {"prediction": species, "confidence": 0.9, "model": {"name": "iris"}}
        said, sent = ask(outcome, url=url, flower=flower)
        if not sent:
            raise NotYet("I saw no request that was made with `requests`.")
        look_at_the_request(*sent[-1], url, flower)
        if said is None:
            raise Close(
                f"a good server says {species}, and you return None. Does it print "
                "where it should return?"
            )
        if said != species:
            raise Close(f"a good server says {species}, and you return {shown(said)}.")
        if len(sent) > 1:
            raise Close(f"a good server is asked {len(sent)} times, not once.")
    for trouble, name in (
        (requests.ReadTimeout("slow"), "slow"),
        (requests.ConnectionError("gone"), "gone"),
        (requests.ConnectTimeout("silent"), "silent"),
    ):
        try:
            said, sent = ask(trouble)
        except requests.RequestException as error:
            kind = type(error).__name__
            raise Close(f"the service is {name}, and {kind} comes out.") from None
        if said is not None:
            raise Close(
                f"the service is {name}, and you return {shown(said)}, not None."
            )
        if len(sent) > 1:
            raise Close(
                f"the service is {name}, and you ask {len(sent)} times, not once."
            )
    refusal = {"loc": ["body", "data"], "msg": "Field required", "type": "missing"}
    for status in (422, 500, 404, 401, 503):
        detail = [refusal] if status == 422 else "no"
        try:
            said, sent = ask({"detail": detail}, status)
        except requests.HTTPError:
            continue
        except KeyError:
            raise Close(
                f"a {status} ends in a KeyError. Who looked at the status code?"
            ) from None
        except Exception as error:
            raise Close(
                f"a {status} comes out as {type(error).__name__}, and should be "
                "requests.HTTPError."
            ) from None
        raise Close(f"a {status} becomes {shown(said)}, and nobody will notice it.")
    return "Right: a name, None where there is no answer, and refusals are noticed."


def look_at_the_request(request, timeout, url, flower):
    """Complain about a request that the real service would not understand."""
    if not request.url.startswith(f"{url}/"):
        raise Close(f"I gave you the address {url}, and you ask {request.url}.")
    if (request.method, request.url) != ("POST", f"{url}/predict"):
        raise Close(
            f"you send {request.method} {request.url}, and predictions are at "
            f"POST {url}/predict."
        )
    if "json" not in request.headers.get("Content-Type", ""):
        raise Close(
            "your request does not carry JSON. Which parameter of `requests.post` "
            "writes it?"
        )
    sent = json.loads(request.body)
    if not isinstance(sent, dict) or "data" not in sent:
        raise Close(f'you send {shown(sent)}; the service looks for a field "data".')
    if sent != {"data": flower}:
        raise Close(f"I gave you {flower}, and you send {shown(sent)}.")
    if hasattr(timeout, "connect_timeout"):  # urllib3's own object
        timeout = (timeout.connect_timeout, timeout.read_timeout)
    waits = timeout if isinstance(timeout, tuple) else (timeout,)
    if not all(isinstance(wait, numbers.Real) for wait in waits):
        raise NotYet("your request would wait forever: it has no timeout.")
    if max(waits) > 2:
        raise Close(f"your request waits {max(waits):g} seconds; two are enough.")
    if waits[-1] < 1:
        raise Close(
            f"your request gives up after {waits[-1]:g} seconds, and an answer may take "
            "two."
        )


@exercise(
    "4.4",
    'A place is a list like `["body", "data", 1, 2]`. What are its four parts?',
    "A set keeps each number once, and `sorted` puts them in order.",
)
def which_rows_were_bad(bad_rows):
    luck = random.Random(4)
    for _ in range(20):
        bad = sorted({0, 9, 999, *luck.sample(range(1000), 7)})
        places = [[row, luck.randrange(4)] for row in bad[:-1]]
        places += [[row, 3] for row in bad[:3]] + [bad[-1:]]
        detail = []
        for place in sorted(places):
            text = {"msg": "Input should be greater than 0", "type": "greater_than"}
            detail.append({"loc": ["body", "data", *place], **text})
        answer = response({"detail": detail}, 422)
        said = call(bad_rows, answer, name="bad_rows")
        if isinstance(said, list) and said == bad:
            continue
        if isinstance(said, set | dict | frozenset):
            raise Close(f"return a list, not a {type(said).__name__}.")
        returned(said, list, "a list", "bad_rows")
        if not said:
            raise Close(f"the list is empty, and these rows were bad: {shown(bad)}.")
        if any(isinstance(row, list | tuple) for row in said):
            raise NotYet(
                f"your first entry is {shown(said[0])}: which part of it is the row?"
            )
        if all(isinstance(row, str) for row in said):
            raise Close(
                f"your list is made of {shown(said[:1])[1:-1]} and the like. "
                "A row number is a number, and not a text."
            )
        if odd := [row for row in said if not isinstance(row, numbers.Integral)]:
            raise Close(f"{shown(odd[0])} in your list is not the number of a row.")
        if said == [row + 1 for row in bad]:
            raise Close("your rows are counted from 1. A program counts from 0.")
        if set(said) == set(bad) and len(said) > len(bad):
            raise Close("a row with two mistakes is there twice.")
        if set(said) == set(bad):
            raise Close(f"the right rows, but not in order: {shown(said)}")
        if len(said) == 1 and said[0] in bad:
            raise Close(f"only row {said[0]}, and there are {len(bad)} bad ones.")
        if bad[-1] not in said and set(said) < set(bad):
            raise Close(
                f"row {bad[-1]} is missing: it is wrong as a whole, and its place is "
                f"{detail[-1]['loc']}."
            )
        raise Close(f"the bad rows were {bad}, and you say {shown(said)}.")
    return "Right: each bad row once, in order."
