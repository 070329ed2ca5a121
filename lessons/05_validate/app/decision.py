"""From a probability to an answer: the costs decide and, where in doubt, a doctor."""

# In referrals to a doctor, which are the unit. These are assumptions: put in yours.
MISSED = 50  # a malignant tumour is called benign
IN_VAIN = 10  # a benign one is called malignant, and treated
REFER = "refer to a doctor"


def decide(probability, miss_cost=MISSED):
    """Return the answer whose expected cost is lowest.

    `probability` is that of malignant, and has to be calibrated to mean anything.
    """
    costs = {
        "benign": probability * miss_cost,
        "malignant": (1 - probability) * IN_VAIN,
        REFER: 1,
    }
    return min(costs, key=costs.get)


def judge(sample, probability, features, miss_cost=MISSED):
    """Decide on one sample; refer it where the model has never been, however sure.

    `sample` is a dictionary of values by name, `features` are the passport's.
    """
    answer, reasons = decide(probability, miss_cost), []
    if answer == REFER:
        reasons.append("the model is not sure enough, for what an error costs")
    for known in features:
        if not known["min"] <= sample[known["name"]] <= known["max"]:
            answer = REFER
            reasons.append(f"{known['name']} is outside of what the model has seen")
    sure = round(probability, 4)  # more digits mean nothing
    return {"answer": answer, "probability_malignant": sure, "reasons": reasons}
