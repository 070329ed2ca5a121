"""How the notebook of lesson 06 gets its answers from the model itself."""

from functools import cache

PATH = "/sentiment"
UNKNOWN = ["👍", "Das Essen!", " ", "\t\n", "\x00", "🙂🙂", "12 34", "?!"]


@cache
def loaded():
    from app.passport import load_model

    return load_model("sentiment", ["text"])


def one_answer(text):
    model, _ = loaded()
    [row] = model.predict_proba([text])
    confidence = round(row.max().item(), 4)
    if not model[0].transform([text]).nnz:
        return {"sentiment": "unknown", "confidence": 0.0}
    sure = confidence >= 0.6
    sentiment = model.classes_[row.argmax()].item() if sure else "unknown"
    return {"sentiment": sentiment, "confidence": confidence}


def answer(path, body):
    """The answer to a valid body, each of its texts asked for by itself."""
    _, passport = loaded()
    name = {"name": "sentiment", "version": passport["version"]}
    if body is None:  # GET /health
        return {"status": "ok", "model": name}
    return {"answers": list(map(one_answer, body["texts"])), "model": name}


def cases():
    from training.data import read_own

    texts, _, _ = read_own()
    batches = [[text] for text in texts[::8] + UNKNOWN]
    batches += [texts[i : i + 100] for i in range(0, len(texts), 100)]
    bodies = [{"texts": batch} for batch in batches]
    return [(PATH, body, answer(PATH, body)) for body in bodies]


def through_the_client(url, cases):
    from client import SentimentClient

    client = SentimentClient(url)
    for _, body, expected in cases:
        assert client.sentiment(body["texts"]) == expected["answers"], body
    every = [text for _, body, _ in cases for text in body["texts"]]
    assert client.sentiment(every) == [a for _, _, e in cases for a in e["answers"]]
    return len(cases)
