# %% 2.1 | nearly the same is enough | in the twelfth digit
import numpy as np


def same(one, other, rows):
    return np.allclose(one.predict_proba(rows), other.predict_proba(rows), atol=1e-9)
# %% 2.1 | only the first row | in the last row only
def same(one, other, rows):
    return bool((one.predict_proba(rows[:1]) == other.predict_proba(rows[:1])).all())
# %% 2.1 | a table of answers | should return True or False
def same(one, other, rows):
    return one.predict_proba(rows) == other.predict_proba(rows)
# %% 2.1 | the same object | was called different
def same(one, other, rows):
    return one is other
# %% 2.2 | the first three characters | Which part of each text
def python_problem(passport, running):
    if passport["python"][:3] != running[:3]:
        return f"Saved with Python {passport['python']}, this is {running}."
# %% 2.2 | True instead of a sentence | a sentence or None
def python_problem(passport, running):
    return passport["python"].split(".")[:2] != running.split(".")[:2]
# %% 2.2 | a sentence without the versions | does not name both versions
def python_problem(passport, running):
    if passport["python"].split(".")[:2] != running.split(".")[:2]:
        return "The versions of Python differ."
# %% 2.2 | compares the second number only | both: 1 is not 11
def python_problem(passport, running):
    if passport["python"].split(".")[1] != running.split(".")[1]:
        return f"Saved with Python {passport['python']}, this is {running}."
# %% 2.3 | installs a package of that name | it is a stranger's
cure = "a"
# %% 2.3 | damaged on the way | the SHA-256 would tell
cure = "b"
# %% 2.3 | another version of scikit-learn | a part of scikit-learn
cure = "d"
