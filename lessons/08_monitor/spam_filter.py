"""The loaded model: a text in, a verdict out, and everything counted on the way."""

from familiar import unknown_share
from load_model import load_model
from logs import LOG
from metrics import FEEDBACK, SCORE, UNKNOWN, VERDICTS
from questions import lately, was_spam


class SpamFilter:
    """The model, and the store that remembers what it has said (sqlite3.Error)."""

    def __init__(self, store):
        model, self.passport = load_model("spam", ["text"])
        self.filter, self.usual = model["filter"], model["usual"]
        self.store, self.version = store, self.passport["version"]

    def judge(self, id, text):
        """Return {"spam", "score", "model"}. The text itself goes no further."""
        score = round(self.filter.predict_proba([text])[0, 1].item(), 4)
        [unknown], spam = unknown_share(self.filter, [text]), score >= 0.5
        self.store.add("predictions", id, spam, score, unknown, self.version)
        VERDICTS.labels("spam" if spam else "ham", self.version).inc()
        SCORE.observe(score)
        UNKNOWN.observe(unknown)
        LOG.info("verdict", spam=spam, score=score, unknown=round(unknown, 2))
        return {"spam": spam, "score": score, "model": self.passport}

    def learn_of(self, id, label, text):
        """Write a label down; a second one for the same id is not counted again."""
        if was_spam(self.store, "feedback", id) == "unknown":
            FEEDBACK.labels(was_spam(self.store, "predictions", id), label).inc()
        self.store.add("feedback", id, label == "spam", text)

    def ready(self):
        """The model's name and version, if the store can be asked."""
        lately(self.store, 1)
        return self.passport
