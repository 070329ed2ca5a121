"""The checks of notebook 05. Arguments are names in the notebook."""

import math

from pydantic import BaseModel, ValidationError

from course.exercises import Close, NotYet, exercise


def accepts(schema, values):
    """Whether a schema takes these values, as they come out of a JSON body."""
    try:
        return schema.model_validate(values) is not None
    except ValidationError:
        return False


def schema_named(name, given):
    if not (isinstance(given, type) and issubclass(given, BaseModel)):
        raise NotYet(f"`{name}` should be a class made from `BaseModel`.")


@exercise(
    "5.1",
    "One complaint says that a field is missing, the other names a field that is not "
    "known. How do the two names differ?",
    "Does the service read `Mean_radius` and `mean_radius` as the same name?",
)
def explain_this_error(cause):
    answers = {
        "a": "the pointers say `#/samples/1`, and JSON counts from 0. Which sample is that?",
        "b": "a value out of bounds is named with its bound, `less than or equal to` …. "
        "Here no value is complained about.",
        "c": "a field that is there twice would not be missing.",
    }
    cause = str(cause).strip().lower()
    if cause in answers:
        raise Close(answers[cause])
    if cause != "d":
        raise NotYet('put one of the letters into `cause`, for example `cause = "a"`.')
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
    for fine in sent:
        if not accepts(Options, fine):
            raise Close(f"{fine} is refused, and is fine.")
        made = Options.model_validate(fine)
        said = {name: getattr(made, name, None) for name in ("threshold", "lab")}
        if not fine and said != {"threshold": 0.5, "lab": "unknown"}:
            raise Close("the defaults have changed: they were 0.5 and unknown.")
        if any(said[name] != value for name, value in fine.items()):
            raise Close(f"{fine} is accepted, and becomes {said}. What is handed back?")
    inf = math.inf
    bad = {
        "a field that nobody knows, `treshold`, is ignored.": [{"treshold": 0.1}],
        "a text is taken for a number.": [{"threshold": "0.1"}],
        "`true` is taken for a number.": [{"threshold": True}],
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


@exercise(
    "5.3",
    "What does it cost, on average, to say benign when the probability of malignant is p? "
    "And to say malignant?",
    "p · missed = (1 − p) · false_alarm. Solve for p.",
)
def a_threshold_from_the_costs(threshold):
    if not callable(threshold):
        raise NotYet(f"`threshold` should be a function, and is {threshold!r}.")
    for missed, false_alarm in [(50, 10), (1, 1), (9, 1), (1, 9), (3, 2)]:
        said = threshold(missed, false_alarm)
        if said is None:
            raise NotYet(
                f"`threshold({missed}, {false_alarm})` is None: was it returned?"
            )
        try:
            said = float(said)
        except (TypeError, ValueError):
            problem = f"`threshold({missed}, {false_alarm})` is {said!r}, not a number."
            raise NotYet(problem) from None
        right = false_alarm / (missed + false_alarm)
        if math.isclose(said, right, abs_tol=1e-6):
            continue
        call = f"threshold({missed}, {false_alarm}) is {said:.3g}"
        if abs(said - right) < 0.006:
            raise Close(f"{call}, nearly. Rounded? Leave that to whoever prints it.")
        known = {
            missed
            / (missed + false_alarm): f"{call}: the dearer a miss, the *later* you "
            "say malignant. Should it not be the other way round?",
            false_alarm
            / missed: f"{call}: you weigh p against 1, and forgot that a false "
            "alarm happens with probability 1 − p only.",
            1
            / missed: f"{call}. There is no doctor here who costs 1: what does the other "
            "answer cost?",
        }
        for value, text in known.items():
            if math.isclose(said, value, abs_tol=1e-6) and missed != false_alarm:
                raise Close(text)
        if said == 0.5:
            raise NotYet(f"{call}, whatever an error costs.")
        if not 0 <= said <= 1:
            raise Close(f"{call}, and a probability lies between 0 and 1.")
        benign, alarm = said * missed, (1 - said) * false_alarm
        costs = f"benign costs {benign:.3g} on average and malignant {alarm:.3g}"
        raise NotYet(f"{call}; there {costs}.")
    return "Right: there, both answers cost the same."


@exercise(
    "5.4",
    "A circle around the nucleus has a perimeter of `2 * np.pi * self.mean_radius`. Between "
    "0.9 and 1.3 times that, all is well. Is it, for a radius of 0?",
    "Raise `ValueError` with a sentence; a `return False` refuses nothing.",
)
def refuse_a_contradiction(Nucleus, data):
    schema_named("Nucleus", Nucleus)

    def takes(radius, perimeter):
        values = {"mean_radius": radius, "mean_perimeter": perimeter}
        try:
            made = Nucleus.model_validate(values)
        except ValidationError:
            return False
        except ZeroDivisionError:
            raise Close(
                "a radius of 0 ends in a ZeroDivisionError, so in a 500."
            ) from None
        except Exception as error:
            problem = f"your method raises {type(error).__name__}"
            raise Close(f"{problem}, and only ValueError becomes a 422.") from None
        if isinstance(made, Exception):
            raise Close("the error is returned. To refuse, raise it.")
        if not isinstance(made, Nucleus):
            raise Close("a sample that is fine is lost: what does your method return?")
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
    edges = {0.88: False, 0.92: True, 1.28: True, 1.32: False}
    for ratio, fine in edges.items():
        for scale in (0.5, 10, 40):
            if takes(scale, 2 * math.pi * scale * ratio) != fine:
                verb = "refused" if fine else "accepted"
                raise Close(
                    f"a ratio of {ratio} is {verb}; the limits are 0.9 and 1.3."
                )
    if takes(0, 10):
        raise Close("a radius of 0 with a perimeter of 10 is accepted.")
    if takes(-10, -around):
        raise Close("a radius and a perimeter below 0 are accepted.")
    if takes(10, math.nan) or takes(math.nan, around):
        raise Close("NaN is accepted: no comparison with it is true.")
    return "Right: all 569 samples pass, and what cannot be does not."
