"""The model, and what becomes of its probabilities: an answer, or none."""

from app.passport import load_model

SURE = 0.6  # below it, the likelier class is little better than a coin


def verdict(classes, probabilities, knows_words):
    """Return (sentiment, confidence) for one text.

    classes: names, in the order of `probabilities` (0 to 1, together 1).
    knows_words: how many words of the text the model has ever seen. With none of
    them, or with a confidence below SURE, the sentiment is "unknown".
    """
    if knows_words == 0:
        return "unknown", 0.0
    best = max(range(len(classes)), key=lambda i: probabilities[i])
    confidence = round(probabilities[best], 4)  # more digits mean nothing
    if confidence < SURE:
        return "unknown", confidence
    return classes[best], confidence


class SentimentModel:
    """The loaded pipeline, for any number of texts at a time."""

    def __init__(self):
        """Load the model; PassportError, with a sentence, if it may not be loaded."""
        self.model, self.passport = load_model("sentiment", ["text"])
        self.name = {"name": "sentiment", "version": self.passport["version"]}

    def probabilities(self, texts):
        """Return a row for each text, a column for each of `passport["classes"]`."""
        return self.model.predict_proba(texts)

    def analyse(self, texts):
        """Return {"sentiment", "confidence"} for each text, in the order of the texts.

        The answer to one text does not depend on the others.
        """
        # Of each text, the words and pairs that are not zero: those that it knows.
        known = self.model[0].transform(texts).getnnz(axis=1).tolist()
        rows = self.probabilities(texts).tolist()
        answers = []
        for row, words in zip(rows, known, strict=True):
            sentiment, confidence = verdict(self.passport["classes"], row, words)
            answers.append({"sentiment": sentiment, "confidence": confidence})
        return answers
