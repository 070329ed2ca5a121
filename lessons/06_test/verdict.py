"""From the model's probabilities to an answer, or to none."""

SURE = 0.6  # below it, the likelier class is little better than a coin


def verdict(classes, probabilities, knows_words):
    """Return (sentiment, confidence) for one text.

    classes: names, in the order of `probabilities` (0 to 1, together 1).
    knows_words: how many words of the text the model has ever seen. With none of
    them, or with a confidence below SURE, the sentiment is "unknown".
    """
    if knows_words == 0:
        return "unknown", 0.0
    best = max(range(len(classes)), key=lambda i: probabilities[i])
    confidence = round(probabilities[best], 4)  # more digits mean nothing
    if confidence < SURE:
        return "unknown", confidence
    return classes[best], confidence
