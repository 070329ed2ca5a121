# %% 2.1 | nearly the same is enough | in the last digit
import numpy as np


def same(one, other, rows):
    return np.allclose(one.predict_proba(rows), other.predict_proba(rows), atol=1e-9)
# %% 2.1 | only the first row | about one flower only
def same(one, other, rows):
    return bool((one.predict_proba(rows[:1]) == other.predict_proba(rows[:1])).all())
# %% 2.1 | a table of answers | a table of them
def same(one, other, rows):
    return one.predict_proba(rows) == other.predict_proba(rows)
# %% 2.1 | the same object | was called different
def same(one, other, rows):
    return one is other
# %% 2.1 | always the iris table | or about `data`
def same(one, other, rows):
    return one.predict_proba(data).tobytes() == other.predict_proba(data).tobytes()
# %% 2.2 | the first three characters | Which part of each text
def python_problem(passport, running):
    if passport["python"][:3] != running[:3]:
        return f"Saved with Python {passport['python']}, this is {running}."
# %% 2.2 | True instead of a sentence | a sentence or None
def python_problem(passport, running):
    return passport["python"].split(".")[:2] != running.split(".")[:2]
# %% 2.2 | a sentence without the versions | names both versions
def python_problem(passport, running):
    if passport["python"].split(".")[:2] != running.split(".")[:2]:
        return "The versions of Python differ."
# %% 2.2 | compares the second number only | both: 1 is not 11
def python_problem(passport, running):
    if passport["python"].split(".")[1] != running.split(".")[1]:
        return f"Saved with Python {passport['python']}, this is {running}."
# %% 2.2 | prints the sentence | print where it should return
def python_problem(passport, running):
    if passport["python"].split(".")[:2] != running.split(".")[:2]:
        print(f"Saved with Python {passport['python']}, this is {running}.")
# %% 2.2 | only a newer Python | is a problem, too
def python_problem(passport, running):
    saved, now = (
        [int(part) for part in text.split(".")[:2]]
        for text in (passport["python"], running)
    )
    if now > saved or now[0] < saved[0]:
        return f"Saved with Python {passport['python']}, this is {running}."
# %% 2.3 | installs a package of that name | it is a stranger's
cure = "a"
# %% 2.3 | damaged on the way | the SHA-256 would tell
cure = "b"
# %% 2.3 | another version of scikit-learn | a part of scikit-learn
cure = "d"
