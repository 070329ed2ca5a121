# %% 6.1 | a to z only | every second German review
cause = "a"
# %% 6.1 | upper is to blame | is there more than before
cause = "b"
# %% 6.1 | run again | will fail tomorrow
cause = "c"
# %% 6.2 | all five, but no boundary | 4 of 13 mutants survive, the first of them: `if positive >= 0.9:`
def test_stars(stars):
    for positive, expected in [(0.95, 5), (0.7, 4), (0.5, 3), (0.2, 2), (0.05, 1)]:
        assert stars(positive) == expected
# %% 6.2 | only the boundaries of >= | `if positive > 0.4:` -> `if positive >= 0.4:`
def test_stars(stars):
    for positive, expected in [(0.9, 5), (0.6, 4), (0.5, 3), (0.2, 2), (0.05, 1)]:
        assert stars(positive) == expected
# %% 6.2 | 0.4 is taken for three stars | The last number it asked about is 0.4
def test_stars(stars):
    for positive, expected in [(0.9, 5), (0.6, 4), (0.4, 3), (0.1, 2), (0.05, 1)]:
        assert stars(positive) == expected
# %% 6.2 | returned, not asserted | nobody looks at what a test returns
def test_stars(stars):
    return stars(0.9) == 5 and stars(0.4) == 2
# %% 6.2 | compared with itself | can never fail
def test_stars(stars):
    for positive in (0.9, 0.6, 0.4, 0.1):
        assert stars(positive) == stars(positive)
# %% 6.2 | the real stars instead of the one that was given | never calls the function
def test_stars(given):
    assert stars(0.9) == 5
    assert stars(0.4) == 2
# %% 6.3 | the same answers in any order | does not notice one that sorts its answers.
def place_does_not_matter(analyse, texts):
    singles = [analyse([text])[0] for text in texts]
    assert sorted(map(str, analyse(texts))) == sorted(map(str, singles))
# %% 6.3 | turned round, and the answers not | Must the answers be equal there
def place_does_not_matter(analyse, texts):
    assert analyse(texts) == analyse(texts[::-1])
# %% 6.3 | returned, not raised | Nobody looks at it
def place_does_not_matter(analyse, texts):
    return analyse(texts) == [analyse([text])[0] for text in texts]
# %% 6.3 | the list is turned round in place | has changed the list
def place_does_not_matter(analyse, texts):
    first = analyse(texts)
    texts.reverse()
    assert first == analyse(texts)[::-1]
# %% 6.3 | only the sentiments are compared | does not notice one that treats the first
def place_does_not_matter(analyse, texts):
    together = [one["sentiment"] for one in analyse(texts)]
    assert together == [analyse([text])[0]["sentiment"] for text in texts]
# %% 6.4 | the sentence as it is | nothing has changed in 'The food
def typo(sentence):
    return sentence
# %% 6.4 | a fixed place, where both letters may be the same | nothing has changed in 'It was
def typo(sentence):
    word = max(sentence.split(), key=len)
    i = len(word) // 2 - 1
    return sentence.replace(word, word[:i] + word[i + 1] + word[i] + word[i + 2 :])
# %% 6.4 | another one each time | gets two typos
def typo(sentence):
    import random

    places = [
        i
        for i in range(1, len(sentence) - 2)
        if sentence[i - 1 : i + 3].isalpha() and sentence[i] != sentence[i + 1]
    ]
    if not places:
        return sentence
    i = typo.last = random.choice([p for p in places if p != getattr(typo, "last", -1)])
    return sentence[:i] + sentence[i + 1] + sentence[i] + sentence[i + 2 :]
# %% 6.4 | a letter is lost | characters instead of
def typo(sentence):
    middle = len(sentence) // 2
    return sentence[:middle] + sentence[middle + 1 :]
# %% 6.4 | letters are shuffled | more than a swap
def typo(sentence):
    word = max(sentence.split(), key=len)
    return sentence.replace(word, word[0] + word[1:-1][::-1] + word[-1])
# %% 6.4 | across the gap between two words | is not two letters
def typo(sentence):
    i = sentence.find(" ") - 1
    return sentence[:i] + sentence[i + 1] + sentence[i] + sentence[i + 2 :]
# %% 6.4 | at any price | no word of 'A good book'
def typo(sentence):
    for i in range(1, len(sentence) - 2):
        if sentence[i - 1 : i + 3].isalpha() and sentence[i] != sentence[i + 1]:
            return sentence[:i] + sentence[i + 1] + sentence[i] + sentence[i + 2 :]
    return sentence[1:2] + sentence[0:1] + sentence[2:]
