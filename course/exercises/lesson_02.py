"""The checks of notebook 02. Arguments are names in the notebook."""

import copy

import numpy as np
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from course.exercises import Close, NotYet, exercise


class OneRowOff:
    """Answers like `model`, but for one row."""

    def __init__(self, model, row):
        self.model, self.row = model, row

    def predict(self, rows):
        return self.model.predict(rows)

    def predict_proba(self, rows):
        probabilities = self.model.predict_proba(rows)
        probabilities[(rows == self.row).all(axis=1)] += 0.001
        return probabilities


def look_alikes():
    """Return a model and four others: its twin, and three that are nearly the same."""
    data, target = load_iris(return_X_y=True)
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(data, target)
    other = make_pipeline(StandardScaler(), LogisticRegression(C=1.01))
    other.fit(data, target)
    hair = copy.deepcopy(model)
    hair[-1].coef_ *= 1 + 1e-12
    return data, model, copy.deepcopy(model), other, hair, OneRowOff(model, data[-1])


@exercise(
    "2.1",
    "Two models can name the same species and be differently sure of it.",
    "`predict_proba` gives the probabilities. How do you compare *all* of them?",
    "Earlier in this notebook two tables were compared with `.tobytes()`.",
)
def the_same_or_nearly(same):
    data, model, twin, other, hair, one_row_off = look_alikes()
    answers = [same(model, m, data) for m in (twin, other, hair, one_row_off)]
    if any(np.ndim(answer) > 0 or answer is None for answer in answers):
        raise Close(
            f"`same` should return True or False, and returned {type(answers[0])}."
        )
    of_twin, of_other, of_hair, of_one_row = map(bool, answers)
    if not of_twin:
        raise Close("a copy with exactly the same numbers was called different.")
    if of_other and of_one_row:
        raise NotYet(
            "two models that name the same species, but with other probabilities, were "
            "called the same."
        )
    if of_one_row:
        raise Close("two models that differ in the last row only were called the same.")
    if of_other or of_hair:
        raise Close(
            "two models that differ in the twelfth digit were called the same. Exactly "
            "means exactly."
        )
    return "Right: the twin passes, and three look-alikes do not."


@exercise(
    "2.2",
    "What is left of `'3.11.4'` if you take only the first two numbers?",
    "`'3.11.4'.split('.')` is a list of three strings. Compare the first two.",
)
def mind_the_python(python_problem):
    def ask(saved, running):
        return python_problem({"python": saved}, running)

    far, near = ask("3.11.4", "3.14.0"), ask("3.11.4", "3.11.9")
    if isinstance(far, bool) or isinstance(near, bool):
        raise Close("return a sentence or None, not True or False.")
    if far is None and ask("3.11.4", "2.7.18") is not None:
        raise Close(
            'you found no problem between "3.11.4" and "3.14.0". Which part of '
            "each text do you compare?"
        )
    if far is None:
        raise NotYet('no problem was reported between "3.11.4" and "3.14.0".')
    if near is not None:
        raise NotYet(
            'you reported a problem between "3.11.4" and "3.11.9", where there is none.'
        )
    if ask("3.1.4", "3.11.4") is None or ask("2.11.4", "3.11.4") is None:
        raise Close("compare whole numbers, and both: 1 is not 11, and 2 is not 3.")
    if not ("3.11" in str(far) and "3.14" in str(far)):
        raise Close(f"your sentence does not name both versions: {far!r}")
    return f"Right: {far!r}"


@exercise(
    "2.3",
    "In which file is the class that the model needs? Did that file travel, too?",
    "`lessons/02_save` was the folder in which loading worked. What lies there?",
)
def explain_this_error(cure):
    answers = {
        "a": "nobody has published our petals.py. If a package of that name exists, it "
        "is a stranger's, and installing it runs its code.",
        "b": "a damaged file fails in other ways, and the SHA-256 would tell. Here Python "
        "looks for something and does not find it.",
        "d": "another version brings other messages. Is `petals` a part of scikit-learn?",
    }
    cure = str(cure).strip().lower()
    if cure in answers:
        raise Close(answers[cure])
    if cure != "c":
        raise NotYet('put one of the letters into `cure`, for example `cure = "a"`.')
    return "Right: a model file holds names, and the code behind them travels extra."
