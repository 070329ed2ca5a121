"""Fit the spam filter, and remember what usual messages look like to it."""

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_score, recall_score
from sklearn.pipeline import make_pipeline

from app.drift import unknown_share


def fit(learn, held_out, **facts):
    """Fit on pairs (text, is it spam), judge on others; return (model, facts).

    The model is {"filter": a pipeline, "usual": what later messages are compared with}:
    in one file, so that the two cannot drift apart.
    """
    (texts, spam), (new, truth) = zip(*learn, strict=True), zip(*held_out, strict=True)
    filter_ = make_pipeline(TfidfVectorizer(), LogisticRegression(C=10))
    filter_.fit(texts, spam)
    score = filter_.predict_proba(new)[:, 1]
    usual = {"score": score.tolist(), "unknown": unknown_share(filter_, new)}
    called = score >= 0.5
    return {"filter": filter_, "usual": usual}, {
        **facts,
        "features": [{"name": "text", "unit": "characters"}],
        "classes": ["ham", "spam"],
        "metrics": {
            "precision": precision_score(truth, called, zero_division=0),
            "recall": recall_score(truth, called, zero_division=0),
            "share_of_spam": sum(truth) / len(truth),
        },
    }


def doubts(metrics):
    """Return what is to be said of a score: (a sentence or None, may it be used)."""
    precision, recall = metrics["precision"], metrics["recall"]
    share = metrics["share_of_spam"]
    # Who calls some messages spam by lot has the share of spam as precision.
    if recall == 0 or precision <= 1.2 * share:
        return "That is no better than chance. Do labels and texts match?", False
    if min(precision, recall) > 0.995:
        return "That is too good to be true: are the same messages in both parts?", True
    if share > 0.5:
        return f"Spam is {share:.0%} of it: are ham and spam swapped?", True
    return None, True
