"""What the model should be able to do: CheckList's three kinds of tests, as data.

minimum: the text must get this sentiment. same: both texts must get the same one.
less, more: the second text must be less, or more, positive than the first.
"""

THINGS = ["The film is", "The food was", "Our room was", "The staff were"]
GOOD = ["good", "great", "excellent"]
BAD = ["bad", "terrible", "awful"]
NAMES = ["Mohammed", "Wei", "Priya", "Will", "Joy"]


def typo(word):
    """Leave out a letter in the middle: terrible, terrble."""
    middle = len(word) // 2
    return word[:middle] + word[middle + 1 :]


def cases():
    """Yield (kind, capability, text, expected sentiment or second text)."""
    for thing in THINGS:
        for word in GOOD:
            text, negated = f"{thing} {word}.", f"{thing} not {word}."
            yield "minimum", "praise", text, "positive"
            yield "minimum", "praise negated", negated, "negative"
            yield "less", "praise negated", text, negated
            yield "less", "a complaint added", text, f"{text} I want my money back."
        for word in BAD:
            text = f"{thing} {word}."
            yield "minimum", "blame", text, "negative"
            yield "more", "blame negated", text, f"{thing} not {word}."
        for word in GOOD + BAD:
            text = f"{thing} {word}."
            yield "same", "shouted", text, f"{text[:-1].upper()}!!!"
            yield "same", "a typo", text, f"{thing} {typo(word)}."
        for name in NAMES:
            text = f"{thing} bad, says Anna."
            yield "same", "another name", text, text.replace("Anna", name)
