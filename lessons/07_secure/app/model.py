"""The loaded model: payments in, decisions out."""

from app.passport import load_model
from app.schemas import FEATURES
from app.signing import check_signature


class FraudModel:
    """The fraud model, loaded once; `signed_by` is the public key that must fit."""

    def __init__(self, signed_by=""):
        """Raises PassportError, before anything is unpickled, when something is off."""
        if signed_by:
            check_signature("fraud", signed_by)
        self.model, self.passport = load_model("fraud", FEATURES)
        self.name = {"name": "fraud", "version": self.passport["version"]}

    def label(self):
        """Return its name and version as one text, for the log."""
        return "{name} {version}".format(**self.name)

    def decide(self, payments):
        """Answer for each payment, a dictionary with the FEATURES, in their order."""
        rows = [[payment[name] for name in FEATURES] for payment in payments]
        scores = self.model.predict_proba(rows)[:, 1].round(4).tolist()
        threshold = self.passport["threshold"]
        return [
            {
                "decision": "review" if score >= threshold else "allow",
                "score": score,
                "model": self.name,
            }
            for score in scores
        ]
