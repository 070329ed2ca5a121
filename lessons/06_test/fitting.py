"""The pipeline and its fit, the same for every set of sentences."""

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline


def make_model():
    # Words and pairs of words; no stop words are left out, as "not" is one of them.
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    return make_pipeline(words, LogisticRegression(C=10, max_iter=1000))


def fit_and_score(texts, labels, trained_on, **facts):
    """Fit on four fifths, score on the rest; return (model, facts for the passport)."""
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
        "metrics": {"held_out_accuracy": model.score(test_data, test_target)},
    }
