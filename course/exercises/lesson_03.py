"""The checks of notebook 03. Arguments are names in the notebook."""

import numbers

from sklearn.datasets import load_iris

from course.exercises import Close, NotYet, exercise, letter, shown
from course.exercises.asking import ask

SETOSA, VIRGINICA = [5.1, 3.5, 1.4, 0.2], [7.2, 3.6, 6.1, 2.5]


def constants(value):
    """Yield what is written out in a function, in the functions within it, too."""
    code = getattr(value, "__code__", value)
    for each in getattr(code, "co_consts", ()):
        if isinstance(each, tuple | frozenset):
            yield from each
        yield each
        yield from constants(each)


def read(answer, what):
    """Return what a response says as JSON, or say that it is none."""
    kind = answer.headers.get("Content-Type", "no type at all")
    if "json" not in kind:
        raise Close(f"{what} sends {kind}, and the client expects JSON.")
    return answer.json()


@exercise(
    "3.1",
    "`loc` is the way to the place: first into the body, and then where to?",
    'The request was `{"flower": {"data": [...]}}`. How deep down is `data`?',
)
def explain_this_error(cause):
    answers = {
        "a": "the server did not get as far as looking at numbers: `Field required`, it "
        "says, and not that a field is wrong.",
        "c": "a body that is no JSON gives another message. Here the server could read "
        "it, and looked for something in it.",
        "d": "a wrong path gives 404, Not Found. This path was found.",
    }
    letter(cause, "b", answers, "cause")
    return "Right: the server looks for `data` in the body, and finds `flower` there."


@exercise(
    "3.2",
    "Which method of the model gives one number a class?",
    "`predict_proba` gives a row; where in the row is the class that you named?",
)
def say_how_sure_you_are(confident, model):
    for flower in (SETOSA, VIRGINICA):
        answer = ask(confident, "POST", "/predict", json={"data": flower})
        if answer.status_code == 500:  # a mistake in a line of theirs is shown as such
            raise NotYet(
                "`POST /predict` answers 500: your function has run, and something that "
                "it returned cannot be written as JSON. Of which type is each value?"
            )
        if answer.status_code != 200:
            raise NotYet(f"`POST /predict` answers {answer.status_code}: {answer.text}")
        said = read(answer, "`POST /predict`")
        if said is None:
            raise NotYet(
                "your function returned None, so the answer is `null`. Does it print "
                "where it should return?"
            )
        if not isinstance(said, dict) or "confidence" not in said:
            raise NotYet(f'the answer has no "confidence": {shown(said)}')
        confidence = said["confidence"]
        if not isinstance(confidence, numbers.Real) or isinstance(confidence, bool):
            raise Close(
                f'"confidence" should be one number, and is {shown(confidence)}.'
            )
        if confidence > 1:
            raise Close(f'"confidence" is {confidence:.2f}, and should be at most 1.')
        if "prediction" not in said:
            raise Close(f'the answer has lost its "prediction": {said}')
        if confidence < 0.5:
            raise Close(
                f'"confidence" is {confidence:.2f} for a flower that is clearly a '
                f"{said['prediction']}. Is it the probability of the class that you "
                "named, or of another one?"
            )
    iris = load_iris()
    for row, probabilities in zip(
        iris.data.tolist(), model.predict_proba(iris.data), strict=True
    ):
        said = ask(confident, "POST", "/predict", json={"data": row}).json()
        species, sure = iris.target_names[probabilities.argmax()], probabilities.max()
        if said["prediction"] != species:
            raise Close(
                f'"prediction" is {shown(said["prediction"])} for a flower that the '
                f"model calls {species}."
            )
        if abs(said["confidence"] - sure) > 0.006:  # a rounded confidence is fine
            raise Close(
                f'"confidence" is {said["confidence"]:.2f} for a flower about which the '
                f"model is {sure:.2f} sure. Does it depend on the flower, and are two "
                "digits left of it?"
            )
    short = {"data": SETOSA[:3]}
    status = ask(confident, "POST", "/predict", as_client=True, json=short).status_code
    if status != 422:
        raise Close(
            f"all answers are right; but a flower with three measurements gets {status}, "
            "and the starter's schema refused it. Does your function still take a `Flower`?"
        )
    return "Right for all 150 flowers."


@exercise(
    "3.3",
    "Of which type is `load_iris().target_names`? Print it with `type(...)`.",
    "NumPy's arrays have a method that makes them lists of Python.",
)
def what_can_you_tell_apart(knowing):
    answer = ask(knowing, "GET", "/species")
    if answer.status_code == 500:
        raise NotYet(
            "`GET /species` answers 500. What type does your function return, and can "
            "it be written as JSON?"
        )
    if answer.status_code != 200:
        raise Close(
            f"`GET /species` answers {answer.status_code}. Which method and which path "
            "does your endpoint listen to?"
        )
    said, names = read(answer, "`GET /species`"), load_iris().target_names.tolist()
    if said is None:
        raise NotYet(
            "your function returned None, so the answer is `null`. Does it print where "
            "it should return?"
        )
    if isinstance(said, str):
        raise Close(f"the answer is one text that looks like a list: {shown(said)}")
    if isinstance(said, dict):
        raise Close("the answer is a JSON object. The client expects a list.")
    if not isinstance(said, list):
        raise Close(f"the answer is {shown(said)}. The client expects a list.")
    if said == [names]:
        raise Close("a list with a list in it. Where does the outer one come from?")
    if said != names and sorted(map(str, said)) == names:
        raise Close("the three names, but not in the order of the model.")
    if said != names:
        raise Close(f"a list, but not of the three names: {shown(said)}")
    endpoints = [
        route.endpoint
        for route in knowing.routes
        if getattr(route, "path", "") == "/species"
    ]
    if any(set(names) & {*map(str, constants(each))} for each in endpoints):
        raise Close(
            "the names are right, and stand in your function. The next model may know "
            "others; who tells the function then?"
        )
    return f"Right: {said}"


@exercise(
    "3.4",
    "How does `schemas.py` say that a flower has exactly four measurements?",
    "`Field(min_length=..., max_length=...)` counts the entries of a list.",
)
def refuse_three_measurements(strict, model):
    def send(body):  # as a client sees it: what is asked about are status codes
        return ask(strict, "POST", "/predict", as_client=True, json=body)

    counts = [0, 3, 5, 1, 8, 400]
    answers = {n: send({"data": (100 * SETOSA)[:n]}) for n in [*counts, 4]}
    codes = {count: answer.status_code for count, answer in answers.items()}
    if codes[4] != 200:
        raise Close(
            f"a flower with four measurements gets {codes[4]}: that one is fine."
        )
    if 200 in [codes[count] for count in counts]:
        raise Close("the wrong number of measurements gets a 200: here is your answer?")
    wrong = [count for count in counts if codes[count] != 422]
    if len(wrong) == len(counts):
        raise NotYet(f"three measurements get {codes[3]}, and should get 422.")
    if wrong:
        raise Close(f"{wrong[0]} measurements get {codes[wrong[0]]}, others 422.")
    bare = send({})
    if bare.status_code != 422:
        raise Close(f"a request without `data` gets {bare.status_code}.")
    detail = answers[3].json().get("detail")
    if not isinstance(detail, list) or not all("loc" in each for each in detail):
        raise Close(
            "a 422, but your function wrote it. Let the schema refuse, so that /docs "
            "knows it, too."
        )
    for flower in (SETOSA, VIRGINICA):
        said, number = send({"data": flower}).json(), int(model.predict([flower])[0])
        if said != {"prediction": number}:
            raise Close(
                f"{flower} gets {shown(said)}, where the starter says "
                f"{{'prediction': {number}}}. Change the schema and not the function."
            )
    return "Right: four get the model's answer; fewer and more get a 422."
