"""Ways in which this service could be wrong: one line of it, before and after."""

MODEL, MAIN, PIPELINE = "app/model.py", "app/main.py", "training/pipeline.py"

# (name, file, what stands there, what stands there with the fault)
FAULTS = [
    (
        "the labels are swapped",
        MODEL,
        'verdict(self.passport["classes"]',
        'verdict(["positive", "negative"]',
    ),
    ("exactly 0.6 is unsure", MODEL, "confidence < SURE", "confidence <= SURE"),
    (
        "a text sent twice is answered once",
        MODEL,
        "known = self.model",
        "texts = list(dict.fromkeys(texts))\n        known = self.model",
    ),
    ("refusals repeat the input", MAIN, "exception_handlers=HANDLERS,", ""),
    ("the docs forget the refusals", MAIN, "responses=REFUSALS,", ""),
    ("the version is typed in", MODEL, 'self.passport["version"]', '"1"'),
    (
        "stop words are left out",
        PIPELINE,
        "sublinear_tf=True",
        'sublinear_tf=True, stop_words="english"',
    ),
    ("somebody trained it again", PIPELINE, "C=10", "C=9"),
]
