# %% 8.1 | the ending | added by the library
cause = "a"
# %% 8.1 | two workers | and no worker
cause = "c"
# %% 8.1 | too many series | a thousand series fitted in
cause = "d"
# %% 8.1 | no answer | It is nothing (None)
cause = print("b")
# %% 8.1 | a number | It is a number: 2.
cause = 2
# %% 8.1 | another letter | 'e' is none of the four letters
cause = "e"
# %% 8.1 | two letters | 'a or b' is none of the four letters
cause = "a or b"
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
# %% 8.2 | nothing returned | you return nothing (None). Is it printed
def increase(looks):
    total = 0
    for a, b in zip(looks, looks[1:]):
        total += b - a if b >= a else b
    print(total)
# %% 8.2 | the example's answer | it says 11 for every list
def increase(looks):
    return 11
# %% 8.2 | a text | you return a text: '
def increase(looks):
    return str(sum(b - a if b >= a else b for a, b in zip(looks, looks[1:])))
# %% 8.2 | one restart only | and it was
def increase(looks):
    for place, (a, b) in enumerate(zip(looks, looks[1:])):
        if b < a:
            return a - looks[0] + looks[-1]
    return looks[-1] - looks[0]
# %% 8.2 | the list is used up | your function has changed the list
def increase(looks):
    total = 0
    while len(looks) > 1:
        a = looks.pop(0)
        total += looks[0] - a if looks[0] >= a else looks[0]
    return total
# %% 8.2 | its own error | IndexError
def increase(looks):
    return sum(looks[i + 1] - looks[i] for i in range(len(looks)))
# %% 8.2 | equal looks are taken for a restart | where two looks are equal
def increase(looks):
    return sum(b - a if b > a else b for a, b in zip(looks, looks[1:]))
# %% 8.2 | one restart at most | more than one restart
def increase(looks):
    return max(looks) - looks[0] + looks[-1]
# %% 8.3 | the lowest of all | however many false alarms
def lowest_limit(clean, limits, most):
    return min(limits)
# %% 8.3 | hours, not streams | single hours are counted
def lowest_limit(clean, limits, most):
    def hours(limit):
        return sum(n is not None and n > limit for one in clean for n in one)

    return min((x for x in limits if hours(x) <= most), default=None)
# %% 8.3 | one hour is enough | wants two in a row
def lowest_limit(clean, limits, most):
    def false(limit):
        return sum(any(n is not None and n > limit for n in one) for one in clean)

    return min((x for x in limits if false(x) <= most), default=None)
# %% 8.3 | fewer than most | a limit is still good
def lowest_limit(clean, limits, most):
    def false(limit):
        return sum(first_alarm(one, limit) is not None for one in clean)

    return min((x for x in limits if false(x) < most), default=None)
# %% 8.3 | the highest good one | Which is the earliest
def lowest_limit(clean, limits, most):
    def false(limit):
        return sum(first_alarm(one, limit) is not None for one in clean)

    return max((x for x in limits if false(x) <= most), default=None)
# %% 8.3 | the first good one | in no particular order
def lowest_limit(clean, limits, most):
    for limit in limits:
        if sum(first_alarm(one, limit) is not None for one in clean) <= most:
            return limit
# %% 8.3 | never None | somebody has to know
def lowest_limit(clean, limits, most):
    def false(limit):
        return sum(first_alarm(one, limit) is not None for one in clean)

    return min((x for x in limits if false(x) <= most), default=max(limits))
# %% 8.3 | none at all | `most` of them are accepted
def lowest_limit(clean, limits, most):
    good = [x for x in limits if not any(first_alarm(one, x) for one in clean)]
    return min(good, default=None)
# %% 8.3 | exactly most | need not be that many exactly
def lowest_limit(clean, limits, most):
    for limit in sorted(limits):
        if sum(first_alarm(one, limit) is not None for one in clean) == most:
            return limit
# %% 8.3 | a share of the streams | and not a share of them
def lowest_limit(clean, limits, most):
    for limit in sorted(limits):
        alarms = sum(first_alarm(one, limit) is not None for one in clean)
        if alarms / len(clean) <= most:
            return limit
# %% 8.3 | printed | it returns None for every set of streams
def lowest_limit(clean, limits, most):
    def false(limit):
        return sum(first_alarm(one, limit) is not None for one in clean)

    print(min((x for x in limits if false(x) <= most), default=None))
# %% 8.3 | the example's answer | return one of the limits: 0.2 is none of
def lowest_limit(clean, limits, most):
    return 0.2
# %% 8.3 | a list | You return a list:
def lowest_limit(clean, limits, most):
    def false(limit):
        return sum(first_alarm(one, limit) is not None for one in clean)

    return sorted(x for x in limits if false(x) <= most)[:1]
# %% 8.4 | a counter | /metrics has a counter named spam_length
metric = 'LENGTH = Counter("spam_length", "Characters", ["verdict"])'
counted = 'LENGTH.labels("spam" if spam else "ham").inc(len(text))'
own = serve(copy_with(private / "mine", metric, counted))
# %% 8.4 | no label | it has no label `verdict`
metric = 'LENGTH = Histogram("spam_length", "Characters", buckets=[20, 160, 1000])'
counted = "LENGTH.observe(len(text))"
own = serve(copy_with(private / "mine", metric, counted))
# %% 8.4 | the text is a label | the label `text` is one too many
metric = 'LENGTH = Histogram("spam_length", "Characters", ["verdict", "text"], buckets=[20, 160, 1000])'
counted = 'LENGTH.labels("spam" if spam else "ham", text).observe(len(text))'
own = serve(copy_with(private / "mine", metric, counted))
# %% 8.4 | True and False | Everywhere else it is "spam" or "ham"
metric = 'LENGTH = Histogram("spam_length", "Characters", ["verdict"], buckets=[20, 160, 1000])'
counted = "LENGTH.labels(spam).observe(len(text))"
own = serve(copy_with(private / "mine", metric, counted))
# %% 8.4 | the library's buckets | its buckets end at 0.005
metric = 'LENGTH = Histogram("spam_length", "Characters", ["verdict"])'
counted = 'LENGTH.labels("spam" if spam else "ham").observe(len(text))'
own = serve(copy_with(private / "mine", metric, counted))
# %% 8.4 | words | that counts words
metric = 'LENGTH = Histogram("spam_length", "Characters", ["verdict"], buckets=[20, 160, 1000])'
counted = 'LENGTH.labels("spam" if spam else "ham").observe(len(text.split()))'
own = serve(copy_with(private / "mine", metric, counted))
# %% 8.4 | always the same | spam_length_sum grew by
metric = 'LENGTH = Histogram("spam_length", "Characters", ["verdict"], buckets=[20, 160, 1000])'
counted = 'LENGTH.labels("spam" if spam else "ham").observe(57)'
own = serve(copy_with(private / "mine", metric, counted))
# %% 8.4 | a name that is not there | NameError
metric = 'LENGTH = Histogram("spam_length", "Characters", ["verdict"], buckets=[20, 160, 1000])'
counted = 'LENGTHS.labels("spam" if spam else "ham").observe(len(text))'
own = serve(copy_with(private / "mine", metric, counted))
# %% 8.4 | the address | it is a text: 'http://127.0.0.1:1'
own = "http://127.0.0.1:1"
# %% 8.4 | nothing | it is nothing (None)
own = print(serve)
# %% 8.3 | sorts the list it was given | has changed the lists
from demos.watching import first_alarm

def lowest_limit(clean, limits, most):
    limits.sort()
    for limit in limits:
        if sum(first_alarm(one, limit) is not None for one in clean) <= most:
            return limit
# %% 8.3 | at the limit is above it | a number at the limit is not above it
from demos.watching import first_alarm

def fires(one, limit):
    return any(a is not None and b is not None and a >= limit and b >= limit for a, b in zip(one, one[1:]))
def lowest_limit(clean, limits, most):
    return min((l for l in limits if sum(fires(o, l) for o in clean) <= most), default=None)
# %% 8.4 | nothing else is counted | spam_verdicts_total of your service grew by 0
from demos.mine import copy_with
from demos.talk import own_folder
private = own_folder()
metric = """
LENGTH = Histogram("spam_length", "Characters of a message", ["verdict"], buckets=[20, 160, 1000])
"""
counted = """
LENGTH.labels("spam" if spam else "ham").observe(len(text))
return id, {'spam': spam, 'score': score, 'model': self.passport}
"""
own = serve(copy_with(private / "mine", metric, counted))
# %% 8.4 | the score is overwritten | Has `counted` changed one of them?
from demos.mine import copy_with
from demos.talk import own_folder
private = own_folder()
metric = """
LENGTH = Histogram("spam_length", "Characters of a message", ["verdict"], buckets=[20, 160, 1000])
"""
counted = """
LENGTH.labels("spam" if spam else "ham").observe(len(text))
score = 0.0
"""
own = serve(copy_with(private / "mine", metric, counted))
# %% 8.4 | the text is printed | has the texts of messages now
from demos.mine import copy_with
from demos.talk import own_folder
private = own_folder()
metric = """
LENGTH = Histogram("spam_length", "Characters of a message", ["verdict"], buckets=[20, 160, 1000])
"""
counted = """
LENGTH.labels("spam" if spam else "ham").observe(len(text))
print(text)
"""
own = serve(copy_with(private / "mine", metric, counted))
# %% 8.4 | long ones are cut | characters, and spam_length_sum grew by
from demos.mine import copy_with
from demos.talk import own_folder
private = own_folder()
metric = """
LENGTH = Histogram("spam_length", "Characters of a message", ["verdict"], buckets=[20, 160, 1000])
"""
counted = """
LENGTH.labels("spam" if spam else "ham").observe(min(len(text), 1000))
"""
own = serve(copy_with(private / "mine", metric, counted))
