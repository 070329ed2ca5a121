"""How much of a text the model has ever seen."""


def unknown_share(model, texts):
    """Return for each text the share of its words, 0 to 1, that the model never met.

    `model` is a pipeline that begins with a vectorizer. No word at all counts as 1.
    """
    analyse, known = model[0].build_analyzer(), model[0].vocabulary_
    shares = []
    for text in texts:
        words = analyse(text)
        new = sum(word not in known for word in words)
        shares.append(new / len(words) if words else 1.0)
    return shares
