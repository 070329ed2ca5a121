# %% 13.1 | no idle time | and you say -4.75
def response_times(due, work):
    free, found = 0.0, []
    for when, takes in zip(due, work, strict=True):
        free += takes
        found.append(free - when)
    return found
# %% 13.1 | when it ends | and you say 5.25
def response_times(due, work):
    free, found = 0.0, []
    for when, takes in zip(due, work, strict=True):
        free = max(free, when) + takes
        found.append(free)
    return found
# %% 13.1 | the waiting alone | request 0 waits 0.25 s for its answer, and you say 0
def response_times(due, work):
    free, found = 0.0, []
    for when, takes in zip(due, work, strict=True):
        found.append(max(free - when, 0.0))
        free = max(free, when) + takes
    return found
# %% 13.1 | only the one before | a server that stands still once
def response_times(due, work):
    found = []
    for place, (when, takes) in enumerate(zip(due, work, strict=True)):
        before = due[place - 1] + work[place - 1] if place else 0.0
        found.append(max(before, when) + takes - when)
    return found
# %% 13.1 | all work so far | a pause after a queue
def response_times(due, work):
    found, start = [], due[0] if due else 0.0
    for place, when in enumerate(due):
        found.append(max(start + sum(work[: place + 1]) - when, work[place]))
    return found
# %% 13.1 | printed | `response_times` returned None
def response_times(due, work):
    free = 0.0
    for when, takes in zip(due, work, strict=True):
        free = max(free, when) + takes
        print(free - when)
# %% 13.1 | the slowest alone | a list of seconds, and returned 0.25
def response_times(due, work):
    free, found = 0.0, [0.0]
    for when, takes in zip(due, work, strict=True):
        free = max(free, when) + takes
        found.append(free - when)
    return max(found)
# %% 13.1 | takes away what it was given | the lists that you were given have changed
def response_times(due, work):
    free, found = 0.0, []
    while due:
        when = due.pop(0)
        free = max(free, when) + work.pop(0)
        found.append(free - when)
    return found
# %% 13.1 | no request | no request at all: your code raised
def response_times(due, work):
    free, found = due[0], []
    for when, takes in zip(due, work, strict=True):
        free = max(free, when) + takes
        found.append(free - when)
    return found
# %% 13.1 | rounded | times that are not round
def response_times(due, work):
    free, found = 0.0, []
    for when, takes in zip(due, work, strict=True):
        free = max(free, when) + takes
        found.append(round(free - when, 2))
    return found
# %% 13.2 | columns | The shape is right
cause = "a"
# %% 13.2 | a damaged file | does not load at all
cause = "b"
# %% 13.2 | texts | two kinds of numbers
cause = "d"
# %% 13.2 | a letter that is none | There are: a, b, c, d
cause = "e"
# %% 13.2 | two letters | one letter
cause = "a or c"
# %% 13.2 | a number | a letter in quotation marks
cause = 3
# %% 13.3 | nothing kept | the model was asked 4 times for one row
def cached(ask, version, size):
    return ask
# %% 13.3 | no limit | four rows are kept
def cached(ask, version, size):
    kept = {}

    def answer(row):
        key = version(), tuple(row)
        if key not in kept:
            kept[key] = ask(row)
        return kept[key]

    return answer
# %% 13.3 | the first goes | the row 0 was thrown out
def cached(ask, version, size):
    kept = {}

    def answer(row):
        key = version(), tuple(row)
        if key not in kept:
            kept[key] = ask(row)
            if len(kept) > size:
                del kept[next(iter(kept))]
        return kept[key]

    return answer
# %% 13.3 | emptied when it is full | fewer than three answers are kept
def cached(ask, version, size):
    kept = {}

    def answer(row):
        key = version(), tuple(row)
        if key not in kept:
            if len(kept) >= size:
                kept.clear()
            kept[key] = ask(row)
        return kept[key]

    return answer
# %% 13.3 | rounded | for the row [5.1, 3.5, 1.4, 0.21]
def cached(ask, version, size):
    kept = {}

    def answer(row):
        key = version(), tuple(round(one, 1) for one in row)
        if key not in kept:
            kept[key] = ask(row)
        return kept[key]

    return answer
# %% 13.3 | nearly equal | for the row [5.1, 3.5, 1.4, 0.2000001]
def cached(ask, version, size):
    kept = {}

    def answer(row):
        key = version(), tuple(round(one, 4) for one in row)
        if key not in kept:
            kept[key] = ask(row)
        return kept[key]

    return answer
# %% 13.3 | sorted | for the row [3.5, 5.1, 1.4, 0.2]
def cached(ask, version, size):
    kept = {}

    def answer(row):
        key = version(), tuple(sorted(row))
        if key not in kept:
            kept[key] = ask(row)
        return kept[key]

    return answer
# %% 13.3 | a list as a key | unhashable
def cached(ask, version, size):
    kept = {}

    def answer(row):
        if row not in kept:
            kept[row] = ask(row)
        return kept[row]

    return answer
# %% 13.3 | the version of the beginning | after an exchange nothing is kept any more
def cached(ask, version, size):
    kept, first = OrderedDict(), version()

    def answer(row):
        if version() != first:
            return ask(row)
        key = tuple(row)
        if key not in kept:
            kept[key] = ask(row)
            if len(kept) > size:
                kept.popitem(last=False)
        kept.move_to_end(key)
        return kept[key]

    return answer
# %% 13.3 | one cache for all | share what they keep
KEPT = OrderedDict()


def cached(ask, version, size):
    def answer(row):
        key = version(), tuple(row)
        if key not in KEPT:
            KEPT[key] = ask(row)
        return KEPT[key]

    return answer
# %% 13.3 | a failure becomes an answer | instead of failing
def cached(ask, version, size):
    @lru_cache(size)
    def kept(number, row):
        try:
            return ask(list(row))
        except Exception:
            return None

    return lambda row: kept(version(), tuple(row))
# %% 13.3 | a failure is kept | the failure is still kept
def cached(ask, version, size):
    failed = {}

    @lru_cache(size)
    def kept(number, row):
        return ask(list(row))

    def answer(row):
        key = tuple(row)
        if key in failed:
            raise failed[key]
        try:
            return kept(version(), key)
        except Exception as error:
            failed[key] = error
            raise

    return answer
# %% 13.3 | the answer itself | should return a function
def cached(ask, version, size):
    return ask([5.1, 3.5, 1.4, 0.2])
