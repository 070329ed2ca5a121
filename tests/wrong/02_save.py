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
# %% 2.1 | they print alike | only a setting differs
def same(one, other, rows):
    return str(one) == str(other)
# %% 2.1 | the same classes of steps | look alike when printed
def same(one, other, rows):
    if [name for name, _ in one.steps] != [name for name, _ in other.steps]:
        return False
    return one[-1].C == other[-1].C
# %% 2.1 | the same numbers, in any order | Compare each number with its own twin
import numpy as np


def same(one, other, rows):
    return np.array_equal(
        np.sort(one.predict_proba(rows), axis=None),
        np.sort(other.predict_proba(rows), axis=None),
    )
# %% 2.1 | every second row | about row 21 and species 0
def same(one, other, rows):
    return (one.predict_proba(rows)[::2] == other.predict_proba(rows)[::2]).all()
# %% 2.1 | two of three species | about row 0 and species 2
def same(one, other, rows):
    return (one.predict_proba(rows)[:, :2] == other.predict_proba(rows)[:, :2]).all()
# %% 2.1 | printed | returned None
def same(one, other, rows):
    print((one.predict_proba(rows) == other.predict_proba(rows)).all())
# %% 2.1 | a text | and returned 'yes'
def same(one, other, rows):
    return "yes" if (one.predict_proba(rows) == other.predict_proba(rows)).all() else ""
# %% 2.1 | a method that is not called | Is a pair of brackets missing?
def same(one, other, rows):
    return (one.predict_proba(rows) == other.predict_proba(rows)).all
# %% 2.1 | a name that is not there | in your line `return one.predict_probability(rows)
def same(one, other, rows):
    return one.predict_probability(rows) == other.predict_probability(rows)
# %% 2.1 | asks the model of the text, whatever it is given | ask both `one` and `other`
def same(one, other, rows):
    return model.predict_proba(rows).tobytes() == model.predict_proba(rows).tobytes()
# %% 2.1 | the error is caught and forgotten | cannot answer about these rows
def same(one, other, rows):
    try:
        return bool((one.predict_proba(rows) == other.predict_proba(rows)).all())
    except Exception:
        return True
# %% 2.2 | the first three characters | Which part of each text
def python_problem(passport, running):
    if passport["python"][:3] != running[:3]:
        return f"Saved with Python {passport['python']}, this is {running}."
# %% 2.2 | True instead of a sentence | a sentence or None
def python_problem(passport, running):
    return passport["python"].split(".")[:2] != running.split(".")[:2]
# %% 2.2 | a sentence without the versions | Name both versions
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
# %% 2.2 | one sentence for all versions | you say 'Saved with Python 3.11, this is 3.14.'
def python_problem(passport, running):
    if passport["python"].split(".")[:2] != running.split(".")[:2]:
        return "Saved with Python 3.11, this is 3.14."
# %% 2.2 | an empty text where all is well | and not an empty text
def python_problem(passport, running):
    if passport["python"].split(".")[:2] != running.split(".")[:2]:
        return f"Saved with Python {passport['python']}, this is {running}."
    return ""
# %% 2.2 | a pair instead of a sentence | not ('3.11.4', '3.14.0')
def python_problem(passport, running):
    if passport["python"].split(".")[:2] != running.split(".")[:2]:
        return passport["python"], running
# %% 2.2 | says what is saved and not what runs | for "3.
def python_problem(passport, running):
    if passport["python"].split(".")[:2] != running.split(".")[:2]:
        return f"Saved with Python {passport['python']}, and not with this one."
# %% 2.2 | a key that the passport does not have | in your line `saved = passport
def python_problem(passport, running):
    saved = passport["libraries"]["python"]
    if saved.split(".")[:2] != running.split(".")[:2]:
        return f"Saved with Python {saved}, this is {running}."
# %% 2.2 | the passport is changed | should only read
def python_problem(passport, running):
    saved = passport["python"]
    passport["python"] = saved.rpartition(".")[0]
    if passport["python"] != running.rpartition(".")[0]:
        return f"Python was {saved}, now it is {running}."
# %% 2.3 | installs a package of that name | it is a stranger's
cure = "a"
# %% 2.3 | damaged on the way | the SHA-256 would tell
cure = "B"
# %% 2.3 | another version of scikit-learn | a part of scikit-learn
cure = "d."
# %% 2.3 | a number for a letter | a letter in quotation marks
cure = 2
# %% 2.3 | nothing at all | and is None
cure = print("b")
# %% 2.3 | two letters | one letter alone
cure = "a and b"
# %% 2.3 | a letter that is not there | There are: a, b, c, d
cure = "E)"
