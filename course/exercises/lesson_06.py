"""The checks of notebook 06. Arguments are names in the notebook."""

import ast

from course.exercises import Close, NotYet, exercise

STARS = '''
def stars(positive):
    """Return 1 to 5 for a probability from 0 to 1."""
    if positive >= 0.9:
        return 5
    if positive >= 0.6:
        return 4
    if positive > 0.4:
        return 3
    return 2 if positive > 0.1 else 1
'''
SWAP = {ast.GtE: ast.Gt, ast.Gt: ast.GtE}


@exercise(
    "6.1",
    "How long is the text in the report, and how long is it after `.upper()`?",
    "The German ß is one small letter. How does one write it in capitals?",
)
def explain_this_error(cause):
    answers = {
        "a": "this letter stands in every second German review. Whom would you turn "
        "away?",
        "b": "try it: is anything missing after `upper()`, or is there more than before?",
        "c": "the same text will fail tomorrow, too. Try it: how long is it in capitals?",
    }
    cause = str(cause).strip().lower()
    if cause in answers:
        raise Close(answers[cause])
    if cause != "d":
        raise NotYet('put one of the letters into `cause`, for example `cause = "a"`.')
    return (
        "Right: ß becomes SS. The code does what it should, the expectation does not."
    )


def mutants():
    """(line before, line after, mutant of `stars`), for each possible change."""
    before = ast.unparse(ast.parse(STARS)).splitlines()
    for i in range(len(list(ast.walk(ast.parse(STARS))))):
        tree = ast.parse(STARS)
        node = list(ast.walk(tree))[i]
        if isinstance(node, ast.Compare):
            node.ops[0] = SWAP[type(node.ops[0])]()
        elif isinstance(node, ast.Constant) and not isinstance(node.value, str):
            node.value += 1
        else:
            continue
        text = ast.unparse(tree)
        changed = zip(before, text.splitlines(), strict=True)
        old, new = next(pair for pair in changed if pair[0] != pair[1])
        yield old.strip(), new.strip(), made(text)


def made(text):
    names = {}
    exec(text, names)
    return names["stars"]


@exercise(
    "6.2",
    "The survivor has another answer for one number only. For which?",
    "Where one number of stars ends and the next begins: 0.9, 0.6, 0.4, 0.1. Test those.",
)
def leave_no_survivor(test_stars):
    asked = []

    def real(positive):
        asked.append(positive)
        return made(STARS)(positive)

    try:
        said = test_stars(real)
    except AssertionError as error:
        why = f" It says: {error}" if str(error) else ""
        last = f" The last number it asked about is {asked[-1]}." if asked else ""
        raise Close(f"your test fails for `stars` itself.{last}{why}") from None
    if said is not None:
        raise Close(
            f"your test returns {said!r}, and nobody looks at what a test returns. "
            "How does a test say that something is wrong?"
        )
    if not asked:
        raise NotYet("your test never calls the function that it is given.")
    survivors, every = [], list(mutants())
    for before, after, mutant in every:
        try:
            test_stars(mutant)
        except AssertionError:
            continue
        survivors.append(f"`{before}` -> `{after}`")
    if len(survivors) == len(every):
        raise Close("all mutants survive: your test can never fail.")
    if survivors:
        count = f"{len(survivors)} of {len(every)} mutants"
        raise NotYet(f"{count} survive, the first of them: {survivors[0]}")
    return f"Right: none of {len(every)} mutants survives."


def answer(text):
    """What a good service says of a text: always the same, whatever else is asked."""
    return {
        "sentiment": "positive" if len(text) % 2 else "negative",
        "length": len(text),
    }


def good(texts):
    return [answer(text) for text in texts]


def sorts(texts):
    return sorted(good(texts), key=lambda one: one["length"])


def leaves_out(texts):
    return good(list(dict.fromkeys(texts)))


def looks_at_neighbours(texts):
    return [one | {"of": texts[i - 1]} for i, one in enumerate(good(texts))]


def favours_the_first(texts):
    return [one | {"first": i == 0} for i, one in enumerate(good(texts))]


BAD = [
    (leaves_out, ["a", "bb", "a"], "answers repeated texts only once"),
    (sorts, ["long one", "a", "bbb"], "sorts its answers"),
    (favours_the_first, ["a", "bb", "ccc"], "treats the first text in another way"),
    (looks_at_neighbours, ["a", "bb", "ccc", "dddd"], "looks at the neighbours"),
]


@exercise(
    "6.3",
    "What must come out if you send the texts one by one?",
    "Compare `analyse(texts)`, as it is and in its order, with a list of "
    "`analyse([text])[0]` for each text.",
)
def order_must_not_matter(place_does_not_matter):
    for texts in (["a"], ["a", "bb", "a"], ["long one", "a", "bbb", "dddd"]):
        given = list(texts)
        try:
            said = place_does_not_matter(good, given)
        except AssertionError:
            raise Close(
                f"a good `analyse` fails your test, for the texts {texts}. Must the "
                "answers be equal there?"
            ) from None
        if given != texts:
            raise Close("your function has changed the list that it was given.")
        if said is not None:
            raise Close(
                f"your function returns {said!r}. Nobody looks at it: raise an "
                "AssertionError where the property does not hold."
            )
    unnoticed = []
    for analyse, texts, fault in BAD:
        try:
            place_does_not_matter(analyse, list(texts))
        except AssertionError:
            continue
        unnoticed.append(f"one that {fault}")
    if unnoticed:
        raise NotYet(f"your test does not notice {', nor '.join(unnoticed)}.")
    return "Right: a good service passes, and four bad ones do not."


SENTENCES = [
    "The food was wonderful",
    "The acting is superb and the story is moving.",
    "It was much better",
    "Sturdy, well made!",
    "A good book, apparently",
    "We left early: too loud",
    "Unbelievable",
]
NOT_POSSIBLE = ["A good book", "Not bad at all", "So-so", "👍"]


@exercise(
    "6.4",
    "Which letters of a word may move, if the first and the last stay?",
    "In *better* the two in the middle are the same. Look for the first pair of "
    "neighbours that differ.",
    "Go through the places of the sentence: `sentence[i]` and `sentence[i + 1]` differ, "
    "and all four from `i - 1` to `i + 2` are letters.",
)
def make_a_typo(typo):
    for sentence in SENTENCES:
        said, again = typo(sentence), typo(sentence)
        if not isinstance(said, str):
            raise NotYet(f"return a text, not a {type(said).__name__}.")
        if said != again:
            raise Close(f"{sentence!r} gets two typos: {said!r} and {again!r}.")
        if said == sentence:
            raise Close(f"nothing has changed in {sentence!r}.")
        if len(said) != len(sentence):
            raise Close(
                f"{said!r} has {len(said)} characters instead of {len(sentence)}."
            )
        places = [i for i in range(len(said)) if said[i] != sentence[i]]
        i = places[0]
        if len(places) != 2 or places[1] != i + 1 or said[i] != sentence[i + 1]:
            raise Close(f"{said!r} is more than a swap of two neighbours.")
        if not sentence[i : i + 2].isalpha():
            raise Close(f"{said!r}: what has moved there is not two letters.")
        around = sentence[max(i - 1, 0) : i + 3]
        if i == 0 or len(around) < 4 or not around.isalpha():
            raise NotYet(f"{said!r} moves the first or the last letter of a word.")
    for sentence in NOT_POSSIBLE:
        said = typo(sentence)
        if said != sentence:
            raise Close(f"no word of {sentence!r} allows a typo, and you say {said!r}.")
    return f"Right: {typo('The food was wonderful')!r}."
