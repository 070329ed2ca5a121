# %% 6.1 | a to z only | every second German review
cause = "a"
# %% 6.1 | upper is to blame | is there more than before
cause = "b)"
# %% 6.1 | run again | will fail tomorrow
cause = "C"
# %% 6.1 | a letter that is not there | no answer "e"
cause = "e"
# %% 6.1 | in words | one letter alone
cause = "the property is wrong"
# %% 6.1 | printed | should be a letter in quotation marks
cause = print("d")
# %% 6.1 | a number | and is 4
cause = 4
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
# %% 6.2 | compared with itself | compares the answers with one another, and with nothing else
def test_stars(stars):
    for positive in (0.9, 0.6, 0.4, 0.1):
        assert stars(positive) == stars(positive)
# %% 6.2 | the real stars instead of the one that was given | never calls the function
def test_stars(given):
    assert stars(0.9) == 5
    assert stars(0.4) == 2
# %% 6.2 | the reference under another name | compares with `stars` itself
right = stars
def test_stars(stars):
    for positive in range(1001):
        assert stars(positive / 1000) == right(positive / 1000)
# %% 6.2 | the reference as a default | the test is as green as before
def test_stars(given, known=stars):
    assert all(given(i / 100) == known(i / 100) for i in range(101)), "differs"
    assert given(0.9) > 4
# %% 6.2 | a copy of it in the test | has a copy of `stars` in it, called `expected`
def test_stars(stars):
    def expected(positive):
        """Copied."""
        if positive >= 0.9:
            return 5
        if positive >= 0.6:
            return 4
        if positive > 0.4:
            return 3
        return 2 if positive > 0.1 else 1

    for i in range(101):
        assert stars(i / 100) == expected(i / 100)
# %% 6.2 | a table that `stars` has filled | `known` holds what `stars` says today
known = {i / 100: stars(i / 100) for i in range(101)}
def test_stars(stars):
    for positive, expected in known.items():
        assert stars(positive) == expected
# %% 6.2 | a tuple that is always true | all 13 mutants survive: your test is content
def test_stars(stars):
    for i in range(11):
        assert (stars(i / 10), "is wrong")
    print("fine")
# %% 6.2 | whatever is raised is swallowed | even a function that raises an error passes
def test_stars(stars):
    try:
        assert stars(0.9) == 5 and stars(0.6) == 4 and stars(0.4) == 2
    except Exception:
        print("a mutant!")
# %% 6.2 | whole stars only | of 13 mutants survive, the first of them: `if positive > 0.4:`
def test_stars(stars):
    for positive, expected in [(0.9, 5), (0.6, 4), (0.59, 3), (0.11, 2), (0.1, 1)]:
        assert stars(positive) == expected
# %% 6.2 | called already | should be a function, and is None
def test_stars(stars):
    assert stars(0.9) == 5
test_stars = test_stars(stars)
# %% 6.2 | takes nothing | the exercise calls `test_stars` with one value
def test_stars():
    assert stars(0.9) == 5
# %% 6.3 | the same answers in any order | does not notice one that sorts its answers
def place_does_not_matter(analyse, texts):
    singles = [analyse([text])[0] for text in texts]
    assert sorted(map(str, analyse(texts))) == sorted(map(str, singles))
# %% 6.3 | turned round, and the answers not | Must all be equal that you compare
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
# %% 6.3 | only turned round, so the neighbours stay | does not notice one that compares each text with the mean of its batch, nor one that is less careful
def place_does_not_matter(analyse, texts):
    assert analyse(texts) == analyse(texts[::-1])[::-1]
# %% 6.3 | only the sentiments are compared | does not notice one that treats the first
def place_does_not_matter(analyse, texts):
    together = [one["sentiment"] for one in analyse(texts)]
    assert together == [analyse([text])[0]["sentiment"] for text in texts]
# %% 6.3 | pairs, as far as there are any | does not notice one that forgets the last
def place_does_not_matter(analyse, texts):
    for text, one in zip(texts, analyse(texts)):
        assert one == analyse([text])[0]
# %% 6.3 | only the first text | treats the first text in another way, nor 2 more
def place_does_not_matter(analyse, texts):
    assert analyse(texts)[0] == analyse(texts[:1])[0]
# %% 6.3 | a known example | never asks about the texts that it is given
def place_does_not_matter(analyse, texts):
    assert analyse(["A good film."])[0]["sentiment"] == "positive"
# %% 6.3 | printed | content with whatever comes back
def place_does_not_matter(analyse, texts):
    singles = [analyse([text])[0] for text in texts]
    print("fine" if analyse(texts) == singles else "not fine")
# %% 6.3 | the result in place of the test | should be a function, and is None
place_does_not_matter = print("fine")
# %% 6.3 | asks the service with the wrong kind of thing | in one request. The service takes 1 to 100
def place_does_not_matter(analyse, texts):
    assert analyse(texts * 200)[: len(texts)] == analyse(texts)
# %% 6.3 | three places only | two answers in the middle of many
def place_does_not_matter(analyse, texts):
    answers = analyse(texts)
    assert len(answers) == len(texts)
    for i in {0, len(texts) - 1, len(texts) // 2}:
        assert analyse([texts[i]])[0] == answers[i]
# %% 6.3 | the last five only | the first two answers of many
def place_does_not_matter(analyse, texts):
    answers = analyse(texts)
    assert len(answers) == len(texts)
    for i in range(len(texts))[-5:]:
        assert analyse([texts[i]])[0] == answers[i]
# %% 6.3 | in pairs, and never alone | is less careful with a single text
def place_does_not_matter(analyse, texts):
    answers = analyse(texts)
    assert len(answers) == len(texts)
    for i in range(len(texts) - 1):
        assert analyse(texts[i : i + 2]) == answers[i : i + 2]
# %% 6.3 | compared with the service itself | With whose answers do you compare
real = analyse


def place_does_not_matter(analyse, texts):
    assert analyse(texts) == real(texts)
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
# %% 6.4 | only in the longest word | Its longest word allows no typo, but another one does
def typo(sentence):
    import re

    word = max(re.findall(r"[^\W\d_]+", sentence), key=len, default="")
    for i in range(1, len(word) - 2):
        if word[i] != word[i + 1]:
            new = word[:i] + word[i + 1] + word[i] + word[i + 2 :]
            return sentence.replace(word, new, 1)
    return sentence
# %% 6.4 | digits are taken for letters | 'Call 1324567 and ask': what has moved there is not two letters
def typo(sentence):
    import re

    for found in re.finditer(r"\w+", sentence):
        word, start = found[0], found.start()
        for i in range(start + 1, found.end() - 2):
            if sentence[i] != sentence[i + 1] and len(word) > 4:
                return sentence[:i] + sentence[i + 1] + sentence[i] + sentence[i + 2 :]
    for i in range(1, len(sentence) - 2):
        if sentence[i - 1 : i + 3].isalpha() and sentence[i] != sentence[i + 1]:
            return sentence[:i] + sentence[i + 1] + sentence[i] + sentence[i + 2 :]
    return sentence
# %% 6.4 | English letters only | nothing has changed in 'The crème brûlée'
def typo(sentence):
    import re

    for found in re.finditer(r"[A-Za-z]+", sentence):
        for i in range(found.start() + 1, found.end() - 2):
            if sentence[i] != sentence[i + 1]:
                return sentence[:i] + sentence[i + 1] + sentence[i] + sentence[i + 2 :]
    return sentence
# %% 6.4 | a place by hash | in another process. What is not the same there
def typo(sentence):
    places = [
        i
        for i in range(1, len(sentence) - 2)
        if sentence[i - 1 : i + 3].isalpha() and sentence[i] != sentence[i + 1]
    ]
    if not places:
        return sentence
    i = places[hash(sentence) % len(places)]
    return sentence[:i] + sentence[i + 1] + sentence[i] + sentence[i + 2 :]
# %% 6.4 | each place where the word stands | 'A fnie wine of a fnie winery' is more than a swap
def typo(sentence):
    import re

    for word in re.findall(r"[^\W\d_]+", sentence):
        for i in range(1, len(word) - 2):
            if word[i] != word[i + 1]:
                new = word[:i] + word[i + 1] + word[i] + word[i + 2 :]
                return sentence.replace(word, new)
    return sentence
# %% 6.4 | printed | `typo` returned None
def typo(sentence):
    print("The food was wnoderful")
# %% 6.4 | the example's answer | 'The food was wnoderful' has 22 characters instead of 45
def typo(sentence):
    return "The food was wnoderful"
# %% 6.4 | a list of letters | should return a text, and returned ['T'
def typo(sentence):
    return list(sentence)
# %% 6.4 | spaces are made one | characters instead of 23
def typo(sentence):
    words = sentence.split()
    for n, word in enumerate(words):
        for i in range(1, len(word) - 2):
            if word[i - 1 : i + 3].isalpha() and word[i] != word[i + 1]:
                words[n] = word[:i] + word[i + 1] + word[i] + word[i + 2 :]
                return " ".join(words)
    return sentence
