"""From a probability to an answer: the costs decide and, where in doubt, a doctor."""

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
