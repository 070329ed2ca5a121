"""Requests to lesson 06's API, with the answers that its model itself gives."""

from pathlib import Path

UNKNOWN = ["👍", "Das Essen!", " ", "\t\n", "\x00", "🙂🙂", "12 34", "?!"]


def cases():
    import reviews
    from load_model import load_model

    model, passport = load_model("sentiment", ["text"])
    name = {"name": "sentiment", "version": passport["version"]}

    def answer(text):
        [row] = model.predict_proba([text])
        confidence = round(row.max().item(), 4)
        if not model[0].transform([text]).nnz:
            return {"sentiment": "unknown", "confidence": 0.0}
        sure = confidence >= 0.6
        sentiment = model.classes_[row.argmax()].item() if sure else "unknown"
        return {"sentiment": sentiment, "confidence": confidence}

    folder = Path(reviews.__file__).parent
    texts, _, _ = reviews.read(folder, reviews.OWN, "utf-8")
    batches = [[text] for text in texts[::8] + UNKNOWN]
    batches += [texts[i : i + 100] for i in range(0, len(texts), 100)]
    return [
        (
            "/sentiment",
            {"texts": batch},
            {"answers": list(map(answer, batch)), "model": name},
        )
        for batch in batches
    ]


def through_the_client(url, cases):
    from client import SentimentClient

    client = SentimentClient(url)
    for _, body, expected in cases:
        assert client.sentiment(body["texts"]) == expected["answers"], body
    every = [text for _, body, _ in cases for text in body["texts"]]
    assert client.sentiment(every) == [a for _, _, e in cases for a in e["answers"]]
    return len(cases)
