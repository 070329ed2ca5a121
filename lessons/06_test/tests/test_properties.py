"""Properties: what holds for every text, and not only for three somebody thought of."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

FAMILIAR = st.sampled_from(["Good food.", "The room was dirty.", "👍"])
# The asserts below name the example: schemathesis keeps hypothesis from printing it.
TEXTS = st.lists(FAMILIAR | st.text(min_size=1), min_size=1, max_size=5)
# st.text() leaves out half characters (lone surrogates): ask for them.
ANY = st.text() | st.text(st.characters(categories=["Cs"]), min_size=1)


def ask(client, texts):
    body = json.dumps({"texts": texts})  # a lone surrogate is written as \ud800
    headers = {"Content-Type": "application/json"}
    return client.post("/sentiment", content=body, headers=headers)


@settings(max_examples=25)
@given(texts=TEXTS)
def test_a_batch_of_n_equals_n_singles(client, texts):
    together = ask(client, texts).json()["answers"]
    singles = [ask(client, [text]).json()["answers"][0] for text in texts]
    assert together == singles, texts


@settings(max_examples=50)
@given(text=ANY)
def test_any_text_gets_an_answer_or_a_clear_refusal(client, text):
    assert ask(client, [text]).status_code in (200, 422), ascii(text)
