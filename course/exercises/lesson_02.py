"""The checks of notebook 02. Arguments are names in the notebook."""

import copy
import random

import numpy as np
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from course.exercises import Close, NotYet, call, exercise, letter, shown, truth


class Altered:
    """Answers like a model, but some of its probabilities are changed by `alter`.

    It prints like the model, and can be copied and pickled like one.
    """

    def __init__(self, model, alter):
        self.model, self.alter = model, alter

    def __repr__(self):
        return repr(self.model)

    def __getattr__(self, name):
        if name.startswith("__") or name == "model":  # while it is being copied
            raise AttributeError(name)
        return getattr(self.model, name)

    def __getitem__(self, step):
        return self.model[step]

    def predict_proba(self, rows):
        probabilities = self.model.predict_proba(rows)
        self.alter(np.asarray(rows), probabilities)
        return probabilities

    def predict(self, rows):
        return self.predict_proba(rows).argmax(axis=1)

    def predict_log_proba(self, rows):
        with np.errstate(all="ignore"):
            return np.log(self.predict_proba(rows))

    decision_function = predict_log_proba


def is_row(rows, row):
    return np.flatnonzero((rows == row).all(axis=1))


DATA, TARGET = load_iris(return_X_y=True)
OTHER_ROWS = DATA[::-1] + 0.05


def one_flower(rows, probabilities):  # its best class, and each sum, stay the same
    probabilities[is_row(rows, DATA[20]), 1:] += [0.001, -0.001]


def two_swapped(rows, probabilities):  # all the same numbers, but of other flowers
    one, two = is_row(rows, DATA[20]), is_row(rows, DATA[30])
    if one.size and two.size:
        probabilities[[one[0], two[0]]] = probabilities[[two[0], one[0]]]


def two_species(rows, probabilities):  # all the same numbers, but of other species
    found = is_row(rows, DATA[100])
    probabilities[found, :2] = probabilities[found, 1::-1]


def last_bit(rows, probabilities):
    found = is_row(rows, DATA[20])
    probabilities[found, 1] = np.nextafter(probabilities[found, 1], 1)


class OneNumber:
    """Change a single number in the last digit."""

    def __init__(self, row, species):
        self.row, self.species = row, species

    def __call__(self, rows, probabilities):
        found = is_row(rows, DATA[self.row])
        probabilities[found, self.species] += 1e-12


def mute(rows, probabilities):
    raise ValueError("X has 4 features, but the model is expecting 3.")


def elsewhere(rows, probabilities):
    probabilities[is_row(rows, OTHER_ROWS[20]), 0] += 0.001


def fitted(data, target, **settings):
    model = make_pipeline(StandardScaler(), LogisticRegression(**settings))
    return model.fit(data, target)


@exercise(
    "2.1",
    "Two models can name the same species and be differently sure of it.",
    "`predict_proba` gives the probabilities. How do you compare *all* of them?",
    "Earlier in this notebook two tables were compared with `.tobytes()`.",
)
def the_same_or_nearly(same):
    model = fitted(DATA, TARGET)

    def ask(other, rows=DATA):
        answer = call(same, model, other, rows, name="same")
        if np.ndim(answer) > 0:
            raise Close(
                "`same` should return one True or False, and returned a table of them."
            )
        return truth(answer, "same")

    if not ask(copy.deepcopy(model)):
        raise Close("a copy with exactly the same numbers was called different.")
    patient = copy.deepcopy(model)
    patient.set_params(logisticregression__max_iter=1000)
    if not ask(patient):
        raise Close(
            "two models were called different, though they give the same probabilities: "
            "only a setting differs. Compare what they answer, not what they are."
        )
    if ask(fitted(DATA, TARGET, C=1.01)):
        if ask(fitted(DATA, 2 - TARGET)):
            raise NotYet(
                "two models that name other species were called the same. Does your function "
                "ask both `one` and `other`?"
            )
        raise NotYet(
            "two models that name the same species, but with other probabilities, were "
            "called the same."
        )
    if ask(fitted(DATA[1:], TARGET[1:])):
        raise Close(
            "two models that look alike when printed, but learnt from other flowers, "
            "were called the same."
        )
    if ask(Altered(model, one_flower)):
        raise Close(
            "two models that differ about one flower only were called the same. Do you "
            "compare every number of every row?"
        )
    if ask(Altered(model, two_swapped)) or ask(Altered(model, two_species)):
        raise Close(
            "two models were called the same whose numbers are the same, but belong to "
            "other flowers or other species. Compare each number with its own twin."
        )
    if ask(Altered(model, last_bit)):
        raise Close(
            "two models that differ in the last digit were called the same. Exactly "
            "means exactly."
        )
    for row in (0, 21, 49, 50, 98, 149):
        for species in range(3):
            if ask(Altered(model, OneNumber(row, species))):
                raise Close(
                    f"two models that differ in one number, about row {row} and species "
                    f"{species}, were called the same. Which numbers do you leave out?"
                )
    if ask(Altered(model, elsewhere), OTHER_ROWS):
        raise Close(
            "I gave you other flowers. Do you ask about `rows`, or about `data`?"
        )
    try:
        fails_open = same(model, Altered(model, mute), DATA)
    except Exception:
        fails_open = False
    if fails_open:
        raise Close(
            "a model that cannot answer about these rows at all was called the same. "
            "What becomes of its error?"
        )
    if not ask(copy.deepcopy(model), DATA[:1]):
        raise Close("asked about one flower only, a copy was called different.")
    return "Right: the twins pass, and all look-alikes do not."


@exercise(
    "2.2",
    "What is left of `'3.11.4'` if you take only the first two numbers?",
    "`'3.11.4'.split('.')` is a list of three strings. Compare the first two.",
)
def mind_the_python(python_problem):
    def ask(saved, running):
        passport = {"name": "iris", "version": "1", "python": saved}
        said = call(python_problem, passport, running, name="python_problem")
        if passport["python"] != saved:
            raise Close(
                f"afterwards the passport says {shown(passport['python'])}: your function "
                "changes what it should only read."
            )
        if isinstance(said, bool | np.bool_):
            raise Close(f"return a sentence or None, and not {said}.")
        if said is not None and not isinstance(said, str):
            raise Close(f"return a sentence or None, and not {shown(said)}.")
        return said

    def looks_fine(saved, running):
        said = ask(saved, running)
        if said == "":
            raise Close("where there is no problem, return None and not an empty text.")
        if said is not None:
            raise NotYet(
                f'you reported a problem between "{saved}" and "{running}", where there '
                "is none."
            )

    looks_fine("3.11.4", "3.11.9")
    looks_fine("3.12.0", "3.12.0")
    far = ask("3.11.4", "3.14.0")
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
    luck = random.Random(2)
    for _ in range(50):
        old, new = (f"3.{minor}" for minor in luck.sample(range(6, 30), 2))
        saved, running = (f"{each}.{luck.randrange(20)}" for each in (old, new))
        looks_fine(saved, f"{old}.{luck.randrange(20)}")
        said = ask(saved, running)
        if said is None:
            raise Close(f'you found no problem between "{saved}" and "{running}".')
        if old not in said or new not in said:
            raise Close(
                f'for "{saved}" and "{running}" you say {shown(said)}. Name both '
                "versions, so that the reader knows which they are."
            )
    return f"Right: {shown(far)}"


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
    letter(cure, "c", answers, "cure")
    return "Right: a model file holds names, and the code behind them has to travel separately."
