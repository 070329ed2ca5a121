"""The checks of notebook 02. Arguments are names in the notebook."""

import copy

import numpy as np
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from course.exercises import Close, NotYet, exercise


class Altered:
    """Answers like `model`, but `alter(rows, probabilities)` may change them."""

    def __init__(self, model, alter):
        self.model, self.alter = model, alter

    def __getattr__(self, name):
        return getattr(self.model, name)

    def predict_proba(self, rows):
        probabilities = self.model.predict_proba(rows)
        self.alter(np.asarray(rows), probabilities)
        return probabilities


def is_row(rows, row):
    return np.flatnonzero((rows == row).all(axis=1))


@exercise(
    "2.1",
    "Two models can name the same species and be differently sure of it.",
    "`predict_proba` gives the probabilities. How do you compare *all* of them?",
    "Earlier in this notebook two tables were compared with `.tobytes()`.",
)
def the_same_or_nearly(same):
    data, target = load_iris(return_X_y=True)
    other_rows = data[::-1] + 0.05
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(data, target)
    surer = make_pipeline(StandardScaler(), LogisticRegression(C=1.01))

    def one_flower(rows, probabilities):  # its best class, and each sum, stay the same
        probabilities[is_row(rows, data[20]), 1:] += [0.001, -0.001]

    def last_bit(rows, probabilities):
        found = is_row(rows, data[20])
        probabilities[found, 1] = np.nextafter(probabilities[found, 1], 1)

    def elsewhere(rows, probabilities):
        probabilities[is_row(rows, other_rows[20]), 0] += 0.001

    def ask(other, rows=data):
        answer = same(model, other, rows)
        if np.ndim(answer) > 0 or not isinstance(answer, bool | np.bool_ | int):
            raise Close(
                "`same` should return one True or False, and returned "
                f"{'a table of them' if np.ndim(answer) else repr(answer)}."
            )
        return answer

    if not ask(copy.deepcopy(model)):
        raise Close("a copy with exactly the same numbers was called different.")
    if ask(surer.fit(data, target)):
        raise NotYet(
            "two models that name the same species, but with other probabilities, were "
            "called the same."
        )
    if ask(Altered(model, one_flower)):
        raise Close(
            "two models that differ about one flower only were called the same. Do you "
            "compare every number of every row?"
        )
    if ask(Altered(model, last_bit)):
        raise Close(
            "two models that differ in the last digit were called the same. Exactly "
            "means exactly."
        )
    if ask(Altered(model, elsewhere), other_rows):
        raise Close(
            "I gave you other flowers. Do you ask about `rows`, or about `data`?"
        )
    return "Right: the twin passes, and four look-alikes do not."


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
    if near is not None:
        raise NotYet(
            'you reported a problem between "3.11.4" and "3.11.9", where there is none.'
        )
    if far is None and ask("3.11.4", "2.7.18") is None:
        raise Close(
            '`python_problem` returned None for "3.11.4" and "3.14.0". Does it print '
            "where it should return?"
        )
    if far is None:
        raise Close(
            'you found no problem between "3.11.4" and "3.14.0". Which part of each '
            "text do you compare?"
        )
    if ask("3.14.0", "3.11.9") is None:
        raise Close(
            "an older Python than the one that saved the model is a problem, too."
        )
    pairs = [("3.1.4", "3.11.4"), ("3.1.4", "3.10.4"), ("2.11.4", "3.11.4")]
    if any(ask(saved, running) is None for saved, running in pairs):
        raise Close("compare whole numbers, and both: 1 is not 11, and 2 is not 3.")
    if not (isinstance(far, str) and "3.11" in far and "3.14" in far):
        raise Close(f"return a sentence that names both versions, and not {far!r}")
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
    return "Right: a model file holds names, and the code behind them has to travel separately."
