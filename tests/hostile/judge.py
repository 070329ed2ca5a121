"""Is an answer one that a service may give to a hostile request?

Four rules. It answers, in time, and never with a 5xx. A 2xx only to a question that was
asked, and then it is the model's answer. Every refusal that is the service's own has
one shape, problem+json. Nothing of the request comes back in a refusal.
"""

import json

from hostile.exchange import PATIENCE
from hostile.request import NOTHING

PARSER = b"Invalid HTTP request received."
HANGS = f"no answer in {PATIENCE} s"
MEMBERS = {"type": str, "title": str, "status": int, "detail": str}


def complaints(request, answers, seconds, expected):
    """What is wrong, as sentences; `expected(body)` is the model's answer."""
    if answers is None:
        yield HANGS
        return
    if request.leaves:
        return
    if not answers and not request.by_parser:
        yield "no answer, it hung up"
    if seconds > PATIENCE:
        yield f"an answer after more than {PATIENCE} s"
    for answer in answers:
        yield from about(request, answer, expected)


def about(request, answer, expected):
    status = answer.status
    if 200 <= status < 300:
        if request.means is NOTHING:
            yield f"{status} to what may not be answered"
        elif loads(answer.body) != expected(request.means):
            yield f"{status} and not the model's answer"
        return
    refused_early = status == 400 and answer.body == PARSER and request.by_parser
    if status not in request.refusals and not refused_early:
        yield f"{status} is not the right refusal"
        return
    told = (answer.head + "\r\n\r\n").encode("latin-1") + answer.body
    if any(word.encode() in told for word in request.not_in_refusals()):
        yield f"a {status} that repeats the request"
    bare = request.asks_for_the_head()  # whose answers have no body
    if not refused_early and not bare:
        yield from shape(answer)


def shape(answer):
    """RFC 9457, with the members that every lesson's refusals have."""
    kind = answer.headers.get("content-type", "none").partition(";")[0]
    if kind != "application/problem+json":
        yield f"a {answer.status} of type {kind}"
        return
    problem = loads(answer.body)
    if not isinstance(problem, dict):
        yield f"a {answer.status} that is no JSON object"
        return
    for name, kind in MEMBERS.items():
        if type(problem.get(name)) is not kind or not problem[name]:
            yield f"a {answer.status} without a good {name}"
    if problem.get("status") != answer.status:
        yield f"a {answer.status} that says it is another status"


def loads(body):
    try:
        return json.loads(body.decode("utf-8"))
    except ValueError:
        return None
