"""The loaded model: measurements in, predictions out."""

from passport import load_model

FEATURES = ["sepal length", "sepal width", "petal length", "petal width"]


class Predictor:
    """The iris model, loaded once, for any number of flowers at a time."""

    def __init__(self):
        self.model, self.passport = load_model("iris", FEATURES)
        self.name = {"name": "iris", "version": self.passport["version"]}

    def predict(self, rows):
        """Answer for each row (four numbers, in cm), in the order of the rows."""
        return [
            {
                "prediction": self.passport["classes"][probabilities.argmax()],
                "confidence": round(probabilities.max().item(), 4),
                "model": self.name,
            }
            for probabilities in self.model.predict_proba(rows)
        ]
