"""The checks of notebook 12. Arguments are names in the notebook."""

import json
import random
import signal
import time
from collections import Counter
from numbers import Integral

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
    truth,
)

# --- 12.1 -----------------------------------------------------------------------------

HOST = "http://digits.example"
SAME = [
    (HOST, f"{HOST}/"),
    (f"{HOST}/draw", f"{HOST}/api/predict-image?seen=true"),
    (HOST, f"{HOST}:80"),
    (f"{HOST}:80/a", f"{HOST}/b"),
    ("https://digits.example", "https://digits.example:443/"),
    ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/docs#top"),
    ("HTTP://Digits.Example/A", f"{HOST}/a"),
    (f"{HOST}?to=http://other.example", f"{HOST}#x"),
    ("http://[::1]:8000/a", "http://[::1]:8000/b"),
    ("http://[::1]", "http://[::1]:80/"),
    ("http://me@digits.example/", HOST),
]
OTHER = {
    "the schemes are two": (HOST, "https://digits.example"),
    "the ports are two": ("http://127.0.0.1:8000/", "http://127.0.0.1:8001/"),
    "one port is 80, the other 8080": (HOST, f"{HOST}:8080"),
    "80 is no usual port of https": (
        "https://digits.example:80",
        "https://digits.example",
    ),
    "the hosts are two": (HOST, "http://api.digits.example"),
    "one name only begins like the other": (HOST, f"{HOST}.evil.example"),
    "one port only begins like the other": (
        "http://127.0.0.1:80/",
        "http://127.0.0.1:8000/",
    ),
    "a name and an address are two hosts": (
        "http://localhost:8000",
        "http://127.0.0.1:8000",
    ),
    "what stands before the @ is no host": (HOST, f"{HOST}@evil.example/"),
}


@exercise(
    "12.1",
    "`urllib.parse.urlsplit` takes an address apart. Which of its parts are an origin?",
    "Its `hostname` is in small letters, and its `port` is None where none is given. What "
    "is the port then?",
)
def the_same_origin(same_origin):
    name = "same_origin"
    for one, other in SAME:
        for pair in ((one, other), (other, one)):
            if not truth(call(same_origin, *pair, name=name), name):
                raise NotYet(
                    f"{pair[0]} and {pair[1]} have one origin, and you say no."
                )
    for why, (one, other) in OTHER.items():
        for pair in ((one, other), (other, one)):
            if truth(call(same_origin, *pair, name=name), name):
                raise Close(f"{pair[0]} and {pair[1]}: you say yes, and {why}.")
    return "Right: scheme, host and port, and nothing else."


# --- 12.2 -----------------------------------------------------------------------------


@exercise(
    "12.2",
    "Who has answered, the service or nginx? Which of the two knows of ALLOWED_ORIGINS?",
    "Six megabytes: how much does `client_max_body_size` allow?",
)
def explain_this_error(cause):
    letter(
        cause,
        "d",
        {
            "a": "then drawing would not work either.",
            "b": "that refusal would come from the service, whose refusals carry the header.",
            "c": "then there would be no answer at all, and the console would speak of the "
            "certificate.",
        },
    )
    return "Right: a 413 in disguise. With one origin, the page could have read it."


# --- 12.3 -----------------------------------------------------------------------------


def right_address(peer, forwarded, trusted):
    if peer not in trusted:
        return peer
    seen = [part.strip() for part in (forwarded or "").split(",") if part.strip()]
    for address in reversed(seen):
        if address not in trusted:
            return address
    return seen[0] if seen else peer


ME, GATE, SECOND, LIE = "198.51.100.7", "10.0.0.1", "10.0.0.2", "203.0.113.9"
BOTH = {GATE, SECOND}
TOLD = {
    "a stranger who writes the header": (ME, LIE, BOTH),
    "a client behind the gateway": (GATE, ME, BOTH),
    "a client who lies, behind the gateway": (GATE, f"{LIE}, {ME}", BOTH),
    "two gateways one behind the other": (SECOND, f"{ME}, {GATE}", BOTH),
    "a lie, behind two gateways": (SECOND, f"{LIE}, {ME}, {GATE}", BOTH),
    "a client who claims to be a gateway": (GATE, f"{GATE}, {ME}", BOTH),
    "no header at all": (ME, None, BOTH),
    "the gateway itself, which watches": (GATE, None, BOTH),
    "a gateway that asks by way of another": (SECOND, GATE, BOTH),
    "a service without any gateway": (ME, f"{LIE}, {GATE}", set()),
    "an empty header": (GATE, "", BOTH),
    "no blanks after the commas": (SECOND, f"{LIE},{ME},{GATE}", BOTH),
}


@exercise(
    "12.3",
    "Who could have written each part of the header? Whom do you know, and who says so?",
    "First: is `peer` one of ours? If not, nothing else matters.",
    "`for address in reversed(forwarded.split(','))`, and mind the blanks.",
)
def whom_to_believe(client_address):
    name, luck = "client_address", random.Random(12)
    cases = dict(TOLD)
    for number in range(40):
        some = [f"192.0.2.{luck.randint(1, 250)}" for _ in range(luck.randint(0, 4))]
        some += luck.choices([GATE, SECOND], k=luck.randint(0, 2))
        peer = luck.choice([GATE, SECOND, ME])
        cases[f"case {number}"] = peer, ", ".join(some) or None, BOTH
    for title, (peer, forwarded, trusted) in cases.items():
        given = set(trusted)
        said = call(client_address, peer, forwarded, given, name=name)
        right = right_address(peer, forwarded, trusted)
        if given != trusted:
            raise Close("the set of trusted addresses is another one now.")
        if returned(said, str, "a text", name) != right:
            what = f"peer {peer}, X-Forwarded-For {forwarded!r}"
            raise NotYet(f"{title} ({what}): you say {shown(said)}, and it is {right}.")
    return f"Right in {len(cases)} cases: a lie stays with who has told it."


# --- 12.4 -----------------------------------------------------------------------------


def true_counts(lines):
    last = [line["worker"].rpartition(", ")[2] for line in lines]
    return dict(Counter(filter(None, last)))


def line(worker, status=200, tries=None):
    return {"worker": worker, "status": status, "tries": tries or str(status)}


A, B = "127.0.0.1:20001", "127.0.0.1:20002"
LOGS = {
    "an empty log": [],
    "one worker": [line(A), line(A)],
    "two workers": [line(A), line(B), line(A)],
    "a page, which nginx has served": [line(""), line(A)],
    "a worker that did not answer": [line(B), line(f"{A}, {B}", tries="502, 200")],
    "a worker that was too slow": [line(A), line(f"{B}, {A}", tries="504, 200")],
    "a refusal of the service": [line(A, 415), line(B, 404)],
    "nothing but nginx": [line("", 413), line("", 429)],
}


@exercise(
    "12.4",
    "What stands in `worker` of a line where two were asked? Print one: "
    '`[line for line in lines() if "," in line["worker"]][:1]`.',
    '`line["worker"].split(", ")[-1]` is the one that has answered. And what is it where '
    "nginx has answered by itself?",
)
def who_answers(answered_by, front):
    for title, log in LOGS.items():
        judge(answered_by, title, [dict(each) for each in log])
    log = real_log(front)
    judge(answered_by, "the log of your gateway", log)
    return "Right, and also for your own gateway, of which a worker was killed."


def judge(function, title, log):
    name, given = "answered_by", json.loads(json.dumps(log))
    try:
        said = call(function, given, name=name)
    except NotYet:
        raise
    except Exception as error:
        if not own_lines(error):
            raise
        raise NotYet(f"{title}: {theirs(error)}") from None
    if given != log:
        raise Close(f"{title}: the lines that you were given have changed.")
    said, right = dict(returned(said, dict, "a dictionary", name)), true_counts(log)
    if odd := [one for one in said.values() if not isinstance(one, Integral)]:
        raise NotYet(f"{title}: {shown(odd[0])} is no whole number.")
    if "" in said:
        raise NotYet(f'{title}: "" is no worker; there nginx has answered by itself.')
    if both := [key for key in said if "," in str(key)]:
        raise NotYet(f"{title}: {shown(both[0])} are two workers. Which has answered?")
    said = {key: count for key, count in said.items() if count}
    if missing := right.keys() - said.keys():
        raise NotYet(f"{title}: {min(missing)} has answered, and you do not have it.")
    for worker, count in right.items():
        if said[worker] != count:
            text = f"{worker} has answered {count}, and you say {said[worker]}"
            raise Close(f"{title}: {text}.")
    if more := said.keys() - right.keys():
        raise Close(f"{title}: {shown(min(more, key=str))} has not answered anything.")


def real_log(front):
    """What the learner's gateway has written, after a worker was killed."""
    try:
        with front.client() as session:
            session.get(f"{front.url}/", timeout=30).raise_for_status()
            victim = front.ports[0]
            for number in range(200):
                if number == 20:
                    front.workers[victim].send_signal(signal.SIGKILL)
                session.get(f"{front.url}/api/health", timeout=30)
    except (AttributeError, OSError):
        raise NotYet(
            "your gateway does not answer. Run the cell that starts it, `front = …`."
        ) from None
    end = time.monotonic() + 30
    while time.monotonic() < end:  # a line is written a moment after its answer
        text = (front.folder / "access.log").read_text(encoding="utf-8")
        if text.endswith("\n"):
            break
    return [json.loads(each) for each in text.splitlines()]
