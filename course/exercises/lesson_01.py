"""The checks of notebook 01. Arguments are names in the notebook."""

import math
import numbers

import numpy as np
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

from course.exercises import Close, NotYet, call, exercise, letter, returned, shown


def is_number(value):
    return isinstance(value, numbers.Real) and not isinstance(value, bool | np.bool_)


def still_as_above(**found):
    """Say so if a name of the notebook no longer has the value that the text gave it."""
    data, target = load_iris(return_X_y=True)
    names = ("train_data", "test_data", "train_target", "test_target")
    parts = train_test_split(
        data, target, test_size=30, stratify=target, random_state=0
    )
    expected = dict(zip(names, parts, strict=True)) | {"data": data, "target": target}
    for name in [name for name in found if name in expected]:
        if not np.array_equal(found[name], expected[name]):
            raise NotYet(
                f"`{name}` is no longer what it was in the text above. Run the cells that "
                "load the data and split it again, and then this exercise."
            )
    if "model" in found:
        again = make_pipeline(StandardScaler(), LogisticRegression())
        again.fit(expected["train_data"], expected["train_target"])
        try:
            same = np.allclose(
                again.predict_proba(data), found["model"].predict_proba(data)
            )
        except Exception:
            same = False
        if not same:
            raise NotYet(
                "`model` is no longer the pipeline that was trained above. Run the cell "
                "that builds it again, and then this exercise."
            )


@exercise(
    "1.1",
    "On which flowers was the tree trained? On which is it scored?",
    "`train_test_split` gave you four things. Two of them are not used in this cell.",
)
def a_score_that_counts(
    tree,
    tree_accuracy,
    model,
    data,
    target,
    train_data,
    train_target,
    test_data,
    test_target,
):
    if not is_number(tree_accuracy):
        raise NotYet(
            f"`tree_accuracy` should be a number, and is {shown(tree_accuracy)}."
        )
    if tree_accuracy > 1:
        raise Close("an accuracy lies between 0 and 1; yours looks like a percentage.")
    still_as_above(train_data=train_data, train_target=train_target)
    still_as_above(test_data=test_data, test_target=test_target, model=model)
    look_at_the_tree(tree, train_data, train_target)

    def near(score):
        return abs(tree_accuracy - score) < 0.006  # a rounded score is a good score

    if near(tree.score(test_data, test_target)):
        return f"Right: {tree_accuracy:.2f} on flowers that the tree has never seen."
    if near(model.score(test_data, test_target)):
        raise Close("that is the score of `model`, and `tree` was asked for.")
    if near(tree.score(data, target)):
        raise Close(
            "that is the score on all 150 flowers; 120 of them it knew by heart."
        )
    if near(1 - tree.score(test_data, test_target)):
        raise Close("that is the share of flowers that it gets wrong.")
    raise NotYet(
        f"{tree_accuracy:.2f} is not the tree's score on the 30 held-out flowers. "
        "Which flowers did you ask about?"
    )


def look_at_the_tree(tree, train_data, train_target):
    """Complain about a tree that was not trained on the training flowers, all of them."""
    if not isinstance(tree, DecisionTreeClassifier):
        raise NotYet(
            f"`tree` should be a DecisionTreeClassifier, and is a {type(tree).__name__}."
        )
    if not hasattr(tree, "tree_"):
        raise NotYet("`tree` has not been trained: where is its `fit`?")
    if tree.max_features != 2:
        raise Close("your colleague's tree looks at two features for each question.")
    trained_on = tree.tree_.n_node_samples[0]
    if trained_on != len(train_data):
        raise Close(
            f"your tree was trained on {trained_on} flowers. Were the flowers that you "
            "judge it by among them?"
        )
    # A tree remembers how many flowers, and of which species, ended in which leaf.
    places = tree.apply(train_data)
    counts = np.bincount(places, minlength=tree.tree_.node_count)
    leaves = tree.tree_.children_left < 0
    if not np.array_equal(counts[leaves], tree.tree_.n_node_samples[leaves]):
        raise Close(
            f"your tree was trained on {trained_on} flowers, but not on the ones in "
            "`train_data`. Some of those that you judge it by may be among them."
        )
    kinds = tree.classes_.tolist()
    found = [
        [np.mean(train_target[places == leaf] == kind) for kind in kinds]
        for leaf in np.flatnonzero(leaves)
    ]
    if not np.allclose(found, tree.tree_.value[leaves, 0]):
        raise Close(
            "your tree was trained on shuffled names. Train it on the real ones."
        )


@exercise(
    "1.2",
    "What does `model.predict` return: a number, a name, or a list of them?",
    "`iris.target_names` turns a number into a name, and `[0]` takes the first "
    "entry of a list.",
)
def a_name_for_a_flower(name_of, model):
    iris = load_iris()
    still_as_above(model=model)
    rows = iris.data.tolist()
    answers = [call(name_of, *row, name="name_of") for row in rows]
    first = answers[0]
    if isinstance(first, list | tuple | np.ndarray) and np.size(first) == 1:
        if isinstance(np.ravel(first)[0], str):
            raise Close("you return a list with the name in it. Take the name out.")
        raise NotYet(
            f"`name_of` returned {first!r}, a list with a number in it. Which species "
            "is that?"
        )
    if isinstance(first, numbers.Integral) and not isinstance(first, bool):
        raise Close(f"`name_of` returned the number {first}. Which species is that?")
    for answer in answers:
        returned(answer, str, "the name of a species, a text", "name_of")
    if unknown := set(answers) - set(iris.target_names):
        raise Close(
            f"{min(unknown)!r} is not how the table spells it; compare with "
            "`iris.target_names`."
        )
    if len(set(answers)) == 1:
        raise Close(
            f"every flower is called {first}. Do all four measurements reach the model?"
        )
    # Flowers that nobody has measured: only who asks the model knows what it says.
    luck = np.random.default_rng(0)
    rows += luck.uniform([4, 2, 0.5, 0.1], [8, 4.5, 7, 2.6], (300, 4)).round(1).tolist()
    answers += [call(name_of, *row, name="name_of") for row in rows[150:]]
    said = iris.target_names[model.predict(rows)]
    wrong = np.flatnonzero(np.array(answers) != said)
    if len(wrong) == 0:
        return f"Right: `name_of(5.1, 3.5, 1.4, 0.2)` is {str(first)!r}."
    right = np.mean(np.array(answers[:150]) == iris.target_names[iris.target])
    if right < 0.9:
        raise Close(
            f"only {right:.0%} of the names are right. Do the measurements reach the "
            "model in the order of the table?"
        )
    if right == 1:
        raise Close(
            "all 150 names are the true ones, and `model` itself gets some of them "
            "wrong. So where does your answer come from?"
        )
    raise Close(
        f"for a flower measuring {rows[wrong[0]]} `model` says {said[wrong[0]]}, and you "
        f"say {answers[wrong[0]]}. Does each answer come from `model`?"
    )


@exercise(
    "1.3",
    "The message names two numbers. Where have you met 120, and where 30?",
    "Look at the second argument of `fit`. Which flowers' species are in it?",
)
def explain_this_error(cause):
    answers = {
        "a": "120 flowers are enough to train on; the message is about two numbers.",
        "c": "unscaled data trains a poorer model, but raises no error.",
        "d": "`train_data` has rows and columns. The message does not speak of shape "
        "but of how many samples there are.",
    }
    letter(cause, "b", answers, "cause")
    return "Right: the targets of the held-out flowers came with the training data."


@exercise(
    "1.4",
    "How sure is the model about one flower? As sure as the largest number in its row.",
    "`probabilities.max(axis=1)` is the largest number of each row.",
    "Which row has the smallest of those 30 numbers?",
)
def where_it_is_least_sure(model, data, test_data, least_sure):
    still_as_above(model=model, data=data, test_data=test_data)
    sure = model.predict_proba(test_data).max(axis=1)
    if np.ndim(least_sure) > 0:
        many = (
            "a list; take the number out"
            if np.size(least_sure) == 1
            else "a whole list"
        )
        raise NotYet(f"`least_sure` should be one row number, and is {many}.")
    if isinstance(least_sure, np.ndarray):  # one number, in an array without axes
        least_sure = least_sure.item()
    if not is_number(least_sure):
        raise Close(f"`least_sure` should be a number, and is {shown(least_sure)}.")
    if not math.isfinite(least_sure) or least_sure != int(least_sure):
        raise Close("`least_sure` should be the number of a row, not a probability.")
    row, best = int(least_sure), int(sure.argmin())
    if row == best:
        return f"Right: about that flower it is only {sure.min():.0%} sure."
    if 0 <= row < len(data) and np.array_equal(data[row], test_data[best]):
        raise Close(f"row {row} is where that flower stands in `data`, among all 150.")
    if row in (model.predict_proba(data).max(axis=1).argmin(), len(data) - 1):
        raise NotYet(
            f"there is no row {row}, only 0 to {len(sure) - 1}. Did you ask about the "
            "held-out flowers alone?"
        )
    if row < 0:
        raise NotYet(f"rows count from 0 at the top; which of them is row {row}?")
    cells = model.predict_proba(test_data)
    if row >= len(sure) and row in (cells.argmin(), cells.argmax()):
        raise NotYet(
            f"there is no row {row}, only 0 to {len(sure) - 1}. Without `axis`, "
            "`argmin` counts through all cells of a table, row after row."
        )
    if row >= len(sure):
        raise NotYet(
            f"there is no row {row}, only 0 to {len(sure) - 1}. In which table is it?"
        )
    if row == sure.argmax():
        raise Close("that is the flower about which the model is *most* sure.")
    if row == best + 1:
        raise Close("that is its number if you count from 1. Rows count from 0.")
    raise Close(
        f"about row {row} the model is {sure[row]:.0%} sure; there is a flower about "
        "which it is less sure."
    )
