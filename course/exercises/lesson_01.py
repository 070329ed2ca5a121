"""The checks of notebook 01. Arguments are names in the notebook."""

import numbers

import numpy as np
from sklearn.datasets import load_iris

from course.exercises import Close, NotYet, exercise


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
    if not isinstance(tree_accuracy, numbers.Real):
        raise NotYet(f"`tree_accuracy` should be a number, and is {tree_accuracy!r}.")
    if tree_accuracy > 1:
        raise Close("an accuracy lies between 0 and 1; yours looks like a percentage.")
    trained_on = tree.tree_.n_node_samples[0]
    if trained_on != len(train_data):
        raise Close(
            f"your tree was trained on {trained_on} flowers. Were the flowers that you "
            "judge it by among them?"
        )
    if tree.score(train_data, train_target) < 0.9:
        raise Close(
            "your tree was trained on shuffled names. Train it on the real ones."
        )

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
    raise NotYet(
        f"{tree_accuracy:.2f} is not the tree's score on the 30 held-out flowers. "
        "Which flowers did you ask about?"
    )


@exercise(
    "1.2",
    "What does `model.predict` return: a number, a name, or a list of them?",
    "`iris.target_names` turns a number into a name, and `[0]` takes the first "
    "entry of a list.",
)
def a_name_for_a_flower(name_of):
    iris = load_iris()
    answers = [name_of(*row) for row in iris.data.tolist()]
    first = answers[0]
    if isinstance(first, np.ndarray) and first.dtype.kind == "U":
        raise Close("you return a list with the name in it. Take the name out.")
    if isinstance(first, np.ndarray):
        raise NotYet(f"`name_of` returned {first!r}. Which species is that?")
    if isinstance(first, numbers.Integral):
        raise Close(f"`name_of` returned the number {first}. Which species is that?")
    if first is None:
        raise Close("`name_of` returned None. Does it print where it should return?")
    if not all(isinstance(answer, str) for answer in answers):
        raise NotYet(f"`name_of` should return a string, and returned {first!r}.")
    if unknown := set(answers) - set(iris.target_names):
        raise Close(
            f"{min(unknown)!r} is not how the table spells it; compare with "
            "`iris.target_names`."
        )
    if len(set(answers)) == 1:
        raise Close(
            f"every flower is called {first}. Do all four measurements reach the model?"
        )
    right = np.mean(np.array(answers) == iris.target_names[iris.target])
    if right < 0.9:
        raise Close(
            f"only {right:.0%} of the names are right. Do the measurements reach the "
            "model in the order of the table?"
        )
    return f"Right: `name_of(5.1, 3.5, 1.4, 0.2)` is {str(first)!r}."


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
    cause = str(cause).strip().lower()
    if cause in answers:
        raise Close(answers[cause])
    if cause != "b":
        raise NotYet('put one of the letters into `cause`, for example `cause = "a"`.')
    return "Right: the targets of the held-out flowers came with the training data."


@exercise(
    "1.4",
    "How sure is the model about one flower? As sure as the largest number in its row.",
    "`probabilities.max(axis=1)` is the largest number of each row.",
    "Which row has the smallest of those 30 numbers?",
)
def where_it_is_least_sure(model, test_data, least_sure):
    sure = model.predict_proba(test_data).max(axis=1)
    if np.ndim(least_sure) > 0:
        many = (
            "a list; take the number out"
            if np.size(least_sure) == 1
            else "a whole list"
        )
        raise NotYet(f"`least_sure` should be one row number, and is {many}.")
    if not isinstance(least_sure, numbers.Real):
        raise Close(f"`least_sure` should be a number, and is {least_sure!r}.")
    if least_sure != int(least_sure):
        raise Close("`least_sure` should be the number of a row, not a probability.")
    if not 0 <= least_sure < len(sure):
        raise NotYet(
            f"there is no row {least_sure}, only 0 to {len(sure) - 1}. Without `axis`, "
            "`argmin` counts through all cells of a table, row after row."
        )
    if least_sure == sure.argmin():
        return f"Right: about that flower it is only {sure.min():.0%} sure."
    if least_sure == sure.argmax():
        raise Close("that is the flower about which the model is *most* sure.")
    raise Close(
        f"about row {least_sure} the model is {sure[int(least_sure)]:.0%} sure; there "
        "is a flower about which it is less sure."
    )
