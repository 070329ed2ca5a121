"""Ways in which this service could be wrong: one line of it, before and after."""

# (name, file, what stands there, what stands there with the fault)
FAULTS = [
    (
        "the labels are swapped",
        "analyser.py",
        'verdict(self.passport["classes"]',
        'verdict(["positive", "negative"]',
    ),
    ("exactly 0.6 is unsure", "verdict.py", "confidence < SURE", "confidence <= SURE"),
    (
        "a text sent twice is answered once",
        "analyser.py",
        "known = self.model",
        "texts = list(dict.fromkeys(texts))\n        known = self.model",
    ),
    (
        "refusals repeat the input",
        "app.py",
        "from one_shape import problem_api",
        "from fastapi import FastAPI as problem_api",
    ),
    ("the docs forget the refusals", "app.py", "=LIMIT", "=LIMIT, responses={}"),
    ("the version is typed in", "analyser.py", 'self.passport["version"]', '"1"'),
    (
        "stop words are left out",
        "fitting.py",
        "sublinear_tf=True",
        'sublinear_tf=True, stop_words="english"',
    ),
    ("somebody trained it again", "fitting.py", "C=10", "C=9"),
]
