"""The pipeline, its fit and its score, the same for every set of sentences."""

from collections import Counter
from math import sqrt

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline

TOO_GOOD = 0.95  # no model that counts words has been that good at reviews


def make_model():
    """Return the pipeline, not yet fitted: words to numbers, numbers to a class."""
    # Words and pairs of words; no stop words are left out, as "not" is one of them.
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    return make_pipeline(words, LogisticRegression(C=10, max_iter=1000))


def fit_and_score(texts, labels, trained_on, **facts):
    """Fit on four fifths, score on the rest; return (model, facts for the passport).

    `texts` and `labels` are lists of equal length; `trained_on` says in words what they
    are, and the other `facts` go into the passport as they are.
    """
    train_data, test_data, train_target, test_target = train_test_split(
        texts, labels, test_size=0.2, stratify=labels, random_state=0
    )
    model = make_model().fit(train_data, train_target)
    lengths = [len(text) for text in train_data]
    text = {"name": "text", "unit": "characters"}
    return model, {
        **facts,
        "trained_on": f"{trained_on}: {len(train_data)} of {len(texts)} sentences",
        "features": [text | {"min": min(lengths), "max": max(lengths)}],
        "classes": model.classes_.tolist(),
        "metrics": {
            "held_out_accuracy": model.score(test_data, test_target),
            "held_out_sentences": len(test_data),
            "baseline_accuracy": max(Counter(test_target).values()) / len(test_data),
        },
    }


def say_score(metrics):
    """Return sentences: the score, and a warning if it is hard to believe."""
    score, number = metrics["held_out_accuracy"], metrics["held_out_sentences"]
    said = [f"Held-out accuracy: {score:.3f}, on {number} sentences."]
    guess = metrics["baseline_accuracy"]  # of always naming the larger class
    luck = 2 * sqrt(guess * (1 - guess) / number)
    if score <= guess + luck:
        said.append(f"That is no better than guessing ({guess:.3f}, give or take")
        said[-1] += f" {luck:.3f}): are the labels right?"
    elif score >= TOO_GOOD:
        said.append("That is too good to be true: do the labels stand in the texts?")
    return " ".join(said)
