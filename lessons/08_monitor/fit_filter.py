"""Fit the spam filter, and remember what usual messages look like to it."""

from familiar import unknown_share
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import precision_score, recall_score
from sklearn.pipeline import make_pipeline


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
    return {"filter": filter_, "usual": usual}, {
        **facts,
        "features": [{"name": "text", "unit": "characters"}],
        "classes": ["ham", "spam"],
        "metrics": {
            "precision": precision_score(truth, score >= 0.5),
            "recall": recall_score(truth, score >= 0.5),
        },
    }
