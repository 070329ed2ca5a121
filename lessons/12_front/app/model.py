"""The loaded model: a picture in, an answer out, "unknown" where it is no digit."""

from app.passport import load_model
from app.preprocessing import DustError, preprocess

UNLIKE = "This is unlike every digit that the model has learnt from."
NAMES = [f"row{row}_column{column}" for row in range(8) for column in range(8)]


class DigitModel:
    """A classifier, and how far a digit may be from all that it has learnt from."""

    def __init__(self):
        """Load both; raises PassportError if they are not those that were saved."""
        parts, self.passport = load_model("digits", NAMES)
        self.classifier, self.neighbours = parts["classifier"], parts["neighbours"]
        self.limit = self.passport["limit"]
        self.classes = self.passport["classes"]

    def distance(self, cells):
        """Return how far the three most similar training digits are, on average."""
        return float(self.neighbours.kneighbors([cells.ravel()])[0].mean())

    def predict(self, picture):
        """Return what is on a picture, as a dictionary; raises BlankError.

        The classifier has to choose one of ten, also for a letter, and is sure of it.
        So what is far from every digit that it has seen is called unknown.
        """
        nothing = {"prediction": "unknown", "confidence": None, "limit": self.limit}
        try:
            cells = preprocess(picture)
        except DustError as error:
            return nothing | {"reason": str(error), "top": []}
        chances = self.classifier.predict_proba([cells.ravel()])[0].tolist()
        best = sorted(zip(chances, self.classes, strict=True), reverse=True)[:3]
        answer = nothing | {
            "top": [{"digit": digit, "probability": share} for share, digit in best],
            "distance": self.distance(cells),
            "seen": cells.tolist(),
        }
        if answer["distance"] > self.limit:
            return answer | {"reason": UNLIKE}
        return answer | {"prediction": best[0][1], "confidence": best[0][0]}
