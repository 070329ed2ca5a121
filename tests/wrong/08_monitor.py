# %% 8.1 | the ending | added by the library
cause = "a"
# %% 8.1 | two workers | and no worker
cause = "c"
# %% 8.1 | too many series | a thousand series fitted in
cause = "d"
# %% 8.2 | what grows is counted | between a restart and the first look
def increase(looks):
    return sum(max(0, b - a) for a, b in zip(looks, looks[1:]))
# %% 8.2 | largest minus smallest | the largest look minus the smallest
def increase(looks):
    return max(looks) - min(looks)
# %% 8.2 | absolute differences | all differences as positive
def increase(looks):
    return sum(abs(b - a) for a, b in zip(looks, looks[1:]))
# %% 8.2 | from zero | The first look is where the counting begins
def increase(looks):
    total = looks[0]
    for a, b in zip(looks, looks[1:]):
        total += b - a if b >= a else b
    return total
# %% 8.2 | nothing returned | return one number
def increase(looks):
    total = 0
    for a, b in zip(looks, looks[1:]):
        total += b - a if b >= a else b
# %% 8.3 | unlabelled is ham | counted as if it were known to be ham
def quality(verdicts, labels):
    right = sum(v and labels.get(id, False) for id, v in verdicts.items())
    called, spam = sum(verdicts.values()), sum(labels.values())
    return right / called if called else None, right / spam if spam else None
# %% 8.3 | it divides by nothing | it divides by 0
def quality(verdicts, labels):
    both = verdicts.keys() & labels.keys()
    right = sum(verdicts[id] and labels[id] for id in both)
    return right / sum(verdicts[i] for i in both), right / sum(labels[i] for i in both)
# %% 8.3 | zero for nothing | 0 would say that all was wrong
def quality(verdicts, labels):
    both = verdicts.keys() & labels.keys()
    right = sum(verdicts[id] and labels[id] for id in both)
    called, spam = sum(verdicts[i] for i in both), sum(labels[i] for i in both)
    return right / called if called else 0, right / spam if spam else 0
# %% 8.3 | the wrong way round | the wrong way round
def quality(verdicts, labels):
    both = verdicts.keys() & labels.keys()
    right = sum(verdicts[id] and labels[id] for id in both)
    called, spam = sum(verdicts[i] for i in both), sum(labels[i] for i in both)
    return right / spam if spam else None, right / called if called else None
# %% 8.3 | one number | return a pair
def quality(verdicts, labels):
    both = verdicts.keys() & labels.keys()
    return sum(verdicts[id] and labels[id] for id in both)
# %% 8.3 | agreement | how often verdict and label agree
def quality(verdicts, labels):
    both = verdicts.keys() & labels.keys()
    same = sum(verdicts[id] == labels[id] for id in both)
    share = same / len(both) if both else None
    return share, share
# %% 8.4 | the lowest of all | however many false alarms
def lowest_limit(clean, limits, most):
    return min(limits)
# %% 8.4 | hours, not streams | single hours are counted
def lowest_limit(clean, limits, most):
    def hours(limit):
        return sum(n is not None and n > limit for one in clean for n in one)

    return min((x for x in limits if hours(x) <= most), default=None)
# %% 8.4 | one hour is enough | wants two in a row
def lowest_limit(clean, limits, most):
    def false(limit):
        return sum(any(n is not None and n > limit for n in one) for one in clean)

    return min((x for x in limits if false(x) <= most), default=None)
# %% 8.4 | fewer than most | a limit is still good
def lowest_limit(clean, limits, most):
    def false(limit):
        return sum(first_alarm(one, limit) is not None for one in clean)

    return min((x for x in limits if false(x) < most), default=None)
# %% 8.4 | the highest good one | Which is the earliest
def lowest_limit(clean, limits, most):
    def false(limit):
        return sum(first_alarm(one, limit) is not None for one in clean)

    return max((x for x in limits if false(x) <= most), default=None)
# %% 8.4 | the first good one | in no particular order
def lowest_limit(clean, limits, most):
    for limit in limits:
        if sum(first_alarm(one, limit) is not None for one in clean) <= most:
            return limit
# %% 8.4 | never None | somebody has to know
def lowest_limit(clean, limits, most):
    def false(limit):
        return sum(first_alarm(one, limit) is not None for one in clean)

    return min((x for x in limits if false(x) <= most), default=max(limits))
