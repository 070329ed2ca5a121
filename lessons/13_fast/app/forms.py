"""A model in four forms; all answer alike, and the first two at once.

Each has `row(values)`, which returns (number of the class, its probability),
`table(rows)`, which returns probabilities, an array of rows by classes, and
`best(rows)`, which returns the numbers of the classes only. `quick` and `quick_table`
say whether a row, or some thousand, take so short that a thread gains nothing.
"""

from importlib.util import find_spec
from math import exp
from operator import mul

import numpy as np

from app.passport import MODELS, PassportError, load_model, read

RUNTIME = find_spec("onnxruntime")  # none for Macs with an Intel processor


class Numbers:
    """A linear model as plain numbers: for a dozen of them Python is quick enough."""

    name, quick, quick_table = "numbers", True, True

    def __init__(self, passport):
        weights, offsets = passport["linear"]["weights"], passport["linear"]["offsets"]
        self.scores = list(zip(weights, offsets, strict=True))
        self.weights, self.offsets = np.transpose(weights), np.array(offsets)

    def row(self, values):
        scores = [sum(map(mul, one, values), start) for one, start in self.scores]
        highest = max(scores)
        parts = [exp(score - highest) for score in scores]
        return scores.index(highest), 1 / sum(parts)

    def table(self, rows):
        scores = rows @ self.weights + self.offsets
        parts = np.exp(scores - scores.max(axis=1, keepdims=True))
        return parts / parts.sum(axis=1, keepdims=True)

    def best(self, rows):
        return (rows @ self.weights + self.offsets).argmax(axis=1)


class Onnx:
    """A model in ONNX's format, run by onnxruntime on one thread."""

    name, quick, quick_table = "onnx", True, False

    def __init__(self, passport):
        import onnxruntime  # 20 MB, and only this form needs it

        options = onnxruntime.SessionOptions()
        # By itself it takes a thread for each core of the machine, container or not.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        data = whole_file(passport["onnx"])
        self.session = onnxruntime.InferenceSession(data, options)
        self.input = self.session.get_inputs()[0].name
        self.output = [self.session.get_outputs()[1].name]

    def row(self, values):
        row = np.array([values], np.float32)
        found = self.session.run(self.output, {self.input: row})[0][0]
        best = int(found.argmax())
        return best, float(found[best])

    def table(self, rows):
        rows = np.asarray(rows, np.float32)
        return self.session.run(self.output, {self.input: rows})[0]

    def best(self, rows):
        return self.table(rows).argmax(axis=1)


class Sklearn:
    """An estimator of scikit-learn, asked as everybody asks it."""

    name, quick, quick_table = "sklearn", False, False

    def __init__(self, passport):
        names = [feature["name"] for feature in passport["features"]]
        self.model, _ = load_model(passport["name"], names)

    def row(self, values):
        found = self.table([values])[0]
        best = int(found.argmax())
        return best, float(found[best])

    def table(self, rows):
        return self.model.predict_proba(rows)

    def best(self, rows):
        return self.table(rows).argmax(axis=1)


class Trees(Sklearn):
    """A forest, tree by tree: without the checks and the threads around each call."""

    name = "trees"

    def __init__(self, passport):
        super().__init__(passport)
        self.trees = [one.tree_ for one in self.model.estimators_]

    def table(self, rows):
        rows = np.asarray(rows, np.float32)
        return sum(tree.predict(rows) for tree in self.trees) / len(self.trees)


FORMS = {form.name: form for form in (Numbers, Onnx, Trees, Sklearn)}


def load(passport, engine="auto"):
    """Return the model of a passport in a form; PassportError where it has not got it.

    "auto": plain numbers, where the passport has them, else ONNX, else scikit-learn.
    """
    if engine == "auto":
        parts = (
            {"linear": "numbers", "onnx": "onnx"} if RUNTIME else {"linear": "numbers"}
        )
        engine = next((parts[part] for part in parts if part in passport), "sklearn")
    try:
        return FORMS[engine](passport)
    except (KeyError, AttributeError):
        why = f"the model {passport['name']} has no form for ENGINE={engine}"
        raise PassportError(why) from None


def whole_file(facts):
    """Return the bytes of a file that a passport names, if they are those."""
    import hashlib

    data = read(MODELS / facts["file"], "the model")
    if hashlib.sha256(data).hexdigest() != facts["sha256"]:
        raise PassportError(
            f"{facts['file']} is not the file that was saved (SHA-256)."
        )
    return data
