"""The loaded model: named values in, diagnoses out."""

from app.decision import MISSED, judge
from app.passport import PassportError, load_model


class TumourModel:
    """A model, with the passport that says what goes into it, in which order."""

    def __init__(self, passport):
        """Load the model of this passport; PassportError if another one lies there."""
        self.names = [known["name"] for known in passport["features"]]
        self.model, self.passport = load_model(passport["name"], self.names)
        if self.passport != passport:  # trained again since the schema was made
            raise PassportError("The model is another than a moment ago: start again.")

    def probabilities(self, samples):
        """Return how likely malignant is, from 0 to 1, for each sample.

        A sample is a dictionary of values by name; here they are put into the order of
        the model, which knows no names.
        """
        rows = [[sample[name] for name in self.names] for sample in samples]
        return self.model.predict_proba(rows)[:, 1].tolist()

    def diagnose(self, samples, miss_cost=MISSED):
        """Return a diagnosis for each sample, as app.decision.judge makes it."""
        chances, features = self.probabilities(samples), self.passport["features"]
        pairs = zip(samples, chances, strict=True)
        return [judge(*pair, features, miss_cost) for pair in pairs]
