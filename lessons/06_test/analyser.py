"""The loaded model: texts in, answers out."""

from load_model import load_model
from verdict import verdict


class Analyser:
    """The sentiment model, loaded once, for any number of texts at a time."""

    def __init__(self):
        self.model, self.passport = load_model("sentiment", ["text"])
        self.name = {"name": "sentiment", "version": self.passport["version"]}

    def probabilities(self, texts):
        """Return a row for each text, a column for each of `passport["classes"]`."""
        return self.model.predict_proba(texts)

    def analyse(self, texts):
        """Return {"sentiment", "confidence"} for each text, in the order of the texts.

        The answer to one text does not depend on the others.
        """
        known = self.model[0].transform(texts).getnnz(axis=1).tolist()
        rows = self.probabilities(texts).tolist()
        answers = []
        for row, words in zip(rows, known, strict=True):
            sentiment, confidence = verdict(self.passport["classes"], row, words)
            answers.append({"sentiment": sentiment, "confidence": confidence})
        return answers
