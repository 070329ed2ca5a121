"""The checks of notebook 05. Arguments are names in the notebook."""

import math
import time
from contextlib import contextmanager
from itertools import count
from numbers import Integral
from unittest.mock import patch

import requests
from pydantic import BaseModel, ValidationError

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


def accepts(schema, values):
    """Whether a schema takes these values, as they come out of a JSON body."""
    try:
        return schema.model_validate(values) is not None
    except ValidationError:
        return False


def schema_named(name, given):
    if not (isinstance(given, type) and issubclass(given, BaseModel)):
        problem = f"`{name}` should be a class made from `BaseModel`"
        raise NotYet(f"{problem}, and is {shown(given)}.")


@exercise(
    "5.1",
    "One complaint says that a field is missing, the other that one is not known. Look at "
    "the fields that were sent: which of them is not among the service's own?",
    "Does the service read `Mean_radius` and `mean_radius` as the same name?",
)
def explain_this_error(cause):
    letter(
        cause,
        "d",
        {
            "a": "the pointers say `#/samples/1`, and JSON counts from 0. Which sample is "
            "that?",
            "b": "a value out of bounds is named with its bound, `less than or equal to` …. "
            "Here no value is complained about.",
            "c": "a field that is there twice would not be missing.",
        },
    )
    return "Right: to a program `Mean_radius` is another name than `mean_radius`."


@exercise(
    "5.2",
    "`schemas.py` has a `ConfigDict` for two of the rules, and `Field` for the bounds.",
    'A class takes it as `model_config = ConfigDict(extra="forbid", strict=True)`. Which '
    "type takes neither NaN nor infinity?",
)
def make_the_options_strict(Options):
    schema_named("Options", Options)
    sent = [{}, {"threshold": 0}, {"threshold": 1}, {"threshold": 0.37}]
    sent += [{"threshold": 0.02, "lab": "x" * 20}, {"lab": "Lab 3, Ulm"}]
    sent += [{"threshold": 1 / 3}, {"lab": "B"}, {"lab": "ä" * 20}]
    for fine in sent:
        if not accepts(Options, fine):
            raise Close(f"{fine} is refused, and is fine.")
        made = Options.model_validate(fine)
        said = {name: getattr(made, name, None) for name in ("threshold", "lab")}
        if not fine and said != {"threshold": 0.5, "lab": "unknown"}:
            raise Close("the defaults have changed: they were 0.5 and unknown.")
        if any(said[name] != value for name, value in fine.items()):
            raise Close(f"{fine} is accepted, and becomes {said}. What is handed back?")
    if more := set(Options.model_fields) - {"threshold", "lab"}:
        raise Close(f"there is a field `{min(more)}` that nobody has asked for.")
    inf = math.inf
    unknown = [{"treshold": 0.1}, {"Threshold": 0.1}, {"labs": "B"}, {"note": "x"}]
    bad = {
        "a field that nobody knows, `treshold`, is ignored.": unknown[:1],
        "fields that nobody knows are ignored, such as `labs` or `note`.": unknown[1:],
        "a text is taken for a number.": [{"threshold": "0.1"}],
        "`true` is taken for a number.": [{"threshold": True}],
        "`false` is taken for a number.": [{"threshold": False}],
        "a threshold below 0 is accepted.": [{"threshold": -1e-6}, {"threshold": -inf}],
        "a threshold above 1 is accepted.": [
            {"threshold": 1 + 1e-6},
            {"threshold": inf},
        ],
        "a threshold that is NaN is accepted. No comparison with NaN is ever true, so "
        "is it below 0, or above 1?": [{"threshold": math.nan}],
        "`null` is accepted: a field that may be left out need not take nothing.": [
            {"threshold": None},
            {"lab": None},
        ],
        "a lab's name of 21 characters is accepted.": [{"lab": "x" * 21}],
        "a lab's name that is a number is accepted.": [{"lab": 7}],
    }
    wrong = [
        text for text, tries in bad.items() if any(accepts(Options, t) for t in tries)
    ]
    if len(wrong) > 4:
        raise NotYet(f"{len(wrong)} kinds of nonsense are accepted. First: {wrong[0]}")
    if wrong:
        raise Close(wrong[0])
    return f"Right: good options pass, and {len(bad)} kinds of nonsense do not."


def possible(radius, perimeter):
    """Whether a nucleus can have both: the limits that exercise 5.3 names."""
    circle = 2 * math.pi * radius
    return 0.9 * circle <= perimeter <= 1.3 * circle


@exercise(
    "5.3",
    "A circle around the nucleus has a perimeter of `2 * np.pi * self.mean_radius`. Between "
    "0.9 and 1.3 times that, all is well. Is it, for a radius of 0?",
    "Raise `ValueError` with a sentence; a `return False` refuses nothing.",
)
def refuse_a_contradiction(Nucleus, data):
    schema_named("Nucleus", Nucleus)

    def takes(radius, perimeter):
        values = {"mean_radius": radius, "mean_perimeter": perimeter}
        about = f"radius {radius:.4g} and perimeter {perimeter:.4g}"
        try:
            made = Nucleus.model_validate(values)
        except ValidationError:
            return False
        except ZeroDivisionError:
            raise Close(f"{about} end in a ZeroDivisionError, so in a 500.") from None
        except Exception as error:
            if not own_lines(error):
                raise
            problem = f"with {about}, your method raises {type(error).__name__}"
            raise Close(f"{problem}, and only ValueError becomes a 422.") from None
        if isinstance(made, Exception):
            raise Close("the error is returned. To refuse, raise it.")
        if not isinstance(made, Nucleus):
            lost = f"with {about}, your method returns {shown(made)}"
            if possible(radius, perimeter):
                raise Close(f"{lost}, and a sample that is fine is lost.")
            raise Close(f"{lost}. That refuses nothing: what does?")
        kept = [getattr(made, name, None) for name in values]
        if kept != [radius, perimeter]:
            raise Close(f"{about} go in, and {kept} come out.")
        return True

    around = 2 * math.pi * 10
    rows = data[["mean_radius", "mean_perimeter"]].to_numpy().tolist()
    refused = [row for row in rows if not takes(*row)]
    if refused:
        (radius, perimeter), count = refused[0], len(refused)
        raise Close(
            f"{count} of the 569 real samples are refused, such as radius {radius} with "
            f"perimeter {perimeter}. What ratio do you get for it?"
        )
    if takes(10, around * 2) and takes(10, around / 2):
        raise NotYet(
            "a perimeter of twice, or of half, what the radius allows is accepted."
        )
    if takes(10, around * 2) or takes(10, around / 2):
        side = "large" if takes(10, around * 2) else "small"
        raise Close(f"a perimeter that is far too {side} for its radius is accepted.")
    edges = {0.895: False, 0.905: True, 1.295: True, 1.305: False}
    for ratio, fine in edges.items():
        for scale in (0.5, 10, 40, 400):
            if takes(scale, 2 * math.pi * scale * ratio) != fine:
                verb = "refused" if fine else "accepted"
                raise Close(
                    f"a ratio of {ratio} is {verb}; the limits are 0.9 and 1.3."
                )
    for perimeter in (10, 0):
        if takes(0, perimeter):
            raise Close(f"a radius of 0 with a perimeter of {perimeter} is accepted.")
    if takes(-10, -around):
        raise Close("a radius and a perimeter below 0 are accepted.")
    if takes(10, math.nan) or takes(math.nan, around):
        raise Close("NaN is accepted: no comparison with it is true.")
    if takes(math.inf, math.inf):
        raise Close(
            "infinity is accepted: both arrive as 1e999, and neither is finite."
        )
    for values in ({}, {"mean_radius": "ten", "mean_perimeter": 60.0}):
        try:
            Nucleus.model_validate(values)
        except ValidationError:
            continue
        except Exception as error:
            kind = type(error).__name__
            raise Close(f"{values} ends in a {kind}, so in a 500.") from None
        raise Close(f"{values} is accepted.")
    return "Right: all 569 samples pass, and what cannot be does not."


def nights(data):
    """(what it is like, samples) of some nights; the last three have many faults."""
    good = data.iloc[[21, 3, 400, 77, 510]].to_dict("records")
    text = good[1] | {"mean_texture": "12,44"}
    twice = good[0] | {"mean_radius": None, "mean_area": True}
    unknown = {name.replace("symmetry", "symetry"): v for name, v in good[2].items()}
    huge = good[3] | {"mean_perimeter": 1e6}
    yield "a night without a fault", good
    yield "a night in which the second sample has a text", [good[0], text, good[2]]
    yield "a night with two faults in one sample", [twice, good[1]]
    yield "a night with a misspelt field", [good[4], good[1], unknown, good[0]]
    yield "a night in which every sample is bad", [text, huge]
    yield "a night without any samples", []
    yield (
        "a night of 14 samples with a fault in the twelfth",
        [*good, *good, good[0], huge, *good[:2]],
    )
    yield "a night with 24 faults", [good[0], *[text, huge, twice] * 6, good[3]]
    nothing = dict.fromkeys(good[0], "none")
    yield (
        "a night of 33 samples, 30 of them wrong in every field",
        [good[0], *[nothing] * 30, *good[1:3]],
    )


def really(url, samples):
    """What the service itself says of each sample, asked for one by one."""
    diagnoses, complaints = {}, {}
    with requests.Session() as session:
        session.trust_env = False
        for position, sample in enumerate(samples):
            body = {"samples": [sample]}
            answer = session.post(f"{url}/diagnose", json=body, timeout=60)
            if answer.status_code == 200:
                diagnoses[position] = answer.json()["diagnoses"][0]
            else:
                complaints[position] = answer.json()["errors"][0]["detail"]
    return diagnoses, complaints


@exercise(
    "5.4",
    "What do you do with a refusal? Take the positions out of its pointers, note the "
    "complaints, and send what is left. How often may that be needed?",
    "A loop: as long as there are samples left, ask; at a 422, note and take out the bad "
    "ones. Keep pairs of (position, sample), as positions shift when samples go.",
    "`int(pointer.split('/')[2])` is the position within what you sent. `setdefault` keeps "
    "the first complaint about a sample.",
)
def send_what_can_be_sent(ask_for_the_good_ones, server, data):
    name = "ask_for_the_good_ones"
    try:
        requests.get(f"{server.url}/health", timeout=60)
    except requests.RequestException:
        raise NotYet(
            "your service does not answer. Start it: "
            '`server = serve("../lessons/05_validate")`'
        ) from None
    for like, samples in nights(data):
        copies, before = [dict(sample) for sample in samples], asked(server)
        try:
            with at_most(5 * len(samples) + 20, like):
                said = call(ask_for_the_good_ones, server.url, copies, name=name)
        except NotYet:
            raise
        except Exception as error:
            if not own_lines(error):
                raise
            raise NotYet(f"{like}: {theirs(error)}") from None
        if copies != samples:
            raise Close(
                f"{like}: the list that you were given is another one now, and positions "
                "in it mean nothing any more to the clinic."
            )
        said = returned(said, tuple | list, "two dictionaries", name)
        if len(said) != 2 or not all(isinstance(each, dict) for each in said):
            raise NotYet(f"`{name}` should return two dictionaries, not {shown(said)}.")
        own = not samples or heard(server, before)  # before we ask ourselves
        compare(like, len(samples), *said, *really(server.url, samples))
        if not own:
            raise Close(f"{like}: all right, but the service at `url` was not asked.")
    return "Right: each good sample has its diagnosis, and each bad one its complaint."


def asked(server):
    """How often the service has been asked for diagnoses, by its own log."""
    return server.log().count("/diagnose")


def heard(server, before):
    """Whether it has been asked since; a line may come a moment after the answer."""
    end = time.monotonic() + 5
    while asked(server) == before and time.monotonic() < end:
        time.sleep(0.02)
    return asked(server) > before


@contextmanager
def at_most(number, like):
    """Let no loop ask for ever: Close, once there were more than `number` requests."""
    send, asked = requests.Session.send, count(1)

    def counted(session, request, **how):
        if next(asked) > number:
            raise Close(
                f"{like}: {number} requests, and no end. Does each round ask for fewer "
                "samples than the one before?"
            )
        return send(session, request, **how)

    with patch.object(requests.Session, "send", counted):
        yield


def compare(like, total, diagnoses, complaints, answers, refusals):
    """Say what is wrong with what was found about one night, if anything is."""
    positions = [*diagnoses, *complaints]
    if odd := [
        p for p in positions if isinstance(p, bool) or not isinstance(p, Integral)
    ]:
        raise Close(
            f"{like}: a position is a whole number, and one is {shown(odd[0])}."
        )
    if not total and positions:
        raise Close(f"{like}: there is none, and you name a sample {positions[0]}.")
    if both := set(diagnoses) & set(complaints):
        raise Close(
            f"{like}: sample {min(both)} is among the good and the bad ones. Do "
            "positions shift when samples are taken out?"
        )
    if strange := [p for p in positions if not 0 <= p < total]:
        raise Close(
            f"{like}: you name a sample {strange[0]}; they are counted from 0 to "
            f"{total - 1}."
        )
    if forgotten := set(range(total)) - set(positions):
        which = "bad" if min(forgotten) in refusals else "good"
        raise Close(
            f"{like}: nothing is said of sample {min(forgotten)}, a {which} one."
        )
    for position, said in complaints.items():
        if position in answers:
            raise Close(
                f"{like}: sample {position} is called bad; the service takes it."
            )
        if said != refusals[position]:
            raise Close(
                f"{like}: of sample {position} you say {shown(said)}; the service's first "
                f"complaint is {shown(refusals[position])}."
            )
    for position, said in diagnoses.items():
        if said != answers.get(position):
            raise Close(
                f"{like}: the diagnosis of sample {position} is that of another sample, "
                "or none of the service's."
            )
