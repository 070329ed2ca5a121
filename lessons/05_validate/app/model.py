"""The model, and what becomes of its probabilities: an answer, or a doctor's look."""

from app.passport import PassportError, load_model

# In referrals to a doctor, which are the unit. These are assumptions: put in yours.
MISSED = 50  # a malignant tumour is called benign
FALSE_ALARM = 10  # a benign one is called malignant
REFER = "refer to a doctor"


def decide(probability, miss_cost=MISSED):
    """Return the answer whose expected cost is lowest.

    `probability` is that of malignant, and has to be calibrated to mean anything.
    """
    costs = {
        "benign": probability * miss_cost,
        "malignant": (1 - probability) * FALSE_ALARM,
        REFER: 1,
    }
    return min(costs, key=costs.get)


def judge(sample, probability, features, miss_cost=MISSED):
    """Decide on one sample; refer it where the model has never been, however sure."""
    answer, reasons = decide(probability, miss_cost), []
    if answer == REFER:
        reasons.append("the model is not sure enough, for what an error costs")
    for known in features:
        if not known["min"] <= sample[known["name"]] <= known["max"]:
            answer = REFER
            reasons.append(f"{known['name']} is outside of what the model has seen")
    sure = round(probability, 4)  # more digits mean nothing
    return {"answer": answer, "probability_malignant": sure, "reasons": reasons}


class TumourModel:
    """A loaded model, with the passport that says what goes into it, in which order."""

    def __init__(self, passport):
        """Load the model of this passport; PassportError if another one lies there."""
        self.names = [known["name"] for known in passport["features"]]
        self.model, self.passport = load_model(passport["name"], self.names)
        if self.passport != passport:  # trained again since the schema was made
            raise PassportError("The model is another than a moment ago: start again.")

    def diagnose(self, samples, miss_cost=MISSED):
        """Return a diagnosis for each sample, a dictionary of values by name."""
        rows = [[sample[name] for name in self.names] for sample in samples]
        chances = self.model.predict_proba(rows)[:, 1].tolist()
        features = self.passport["features"]
        pairs = zip(samples, chances, strict=True)
        return [judge(*pair, features, miss_cost) for pair in pairs]
