"""The loaded model: a text in, a verdict out, and everything counted on the way."""

from app.drift import LAST, compare, unknown_share
from app.logs import note
from app.metrics import DRIFT, FEEDBACK, SCORE, UNKNOWN, VERDICTS, begin
from app.passport import load_model


class SpamFilter:
    """The model, and the store that remembers what it has said (sqlite3.Error)."""

    def __init__(self, store):
        """Load the model; raises PassportError."""
        model, self.passport = load_model("spam", ["text"])
        self.filter, self.usual = model["filter"], model["usual"]
        self.store, self.version = store, self.passport["version"]
        begin(self.version)

    def judge(self, id, text):
        """Return (id, {"spam", "score", "model"}). The text itself goes no further.

        The id is another than the given one, if that has a verdict already.
        """
        score = round(self.filter.predict_proba([text])[0, 1].item(), 4)
        [unknown], spam = unknown_share(self.filter, [text]), score >= 0.5
        id = self.store.remember(id, spam, score, unknown, self.version)
        VERDICTS.labels("spam" if spam else "ham", self.version).inc()
        SCORE.observe(score)
        UNKNOWN.observe(unknown)
        note("verdict", id=id, spam=spam, score=score, unknown=round(unknown, 2))
        return id, {"spam": spam, "score": score, "model": self.passport}

    def learn_of(self, id, label, text=None):
        """Write a label down, then count it; a second one for an id counts no more."""
        verdict, first = self.store.label(id, label == "spam", text)
        if first:
            FEEDBACK.labels(verdict, label).inc()

    def look_for_drift(self):
        """Set spam_drift_psi, for score and unknown, once there are enough messages."""
        for what, psi in compare(self.usual, self.store.lately(LAST)).items():
            DRIFT.labels(what).set(psi)

    def ready(self):
        """Return the model's name and version, if the store can be written to."""
        self.store.try_to_write()
        return self.passport
