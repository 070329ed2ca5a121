"""The diagnoses of a batch: from named values to answers, with reasons."""

from decide import MISSED, REFER, decide


def diagnose_all(model, features, samples, miss_cost=MISSED):
    """Return a diagnosis for each sample, a dictionary of values by name.

    `features` are the passport's: they say in which order the model wants them.
    """
    names = [known["name"] for known in features]
    rows = [[sample[name] for name in names] for sample in samples]
    chances = model.predict_proba(rows)[:, 1].tolist()
    pairs = zip(samples, chances, strict=True)
    return [diagnose_one(*pair, features, miss_cost) for pair in pairs]


def diagnose_one(sample, probability, features, miss_cost=MISSED):
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
