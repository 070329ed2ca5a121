"""Golden predictions: what the model said when somebody last looked.

python -m tests.golden           what has changed since
python -m tests.golden --renew   the new answers stay
"""

import json
import sys
from pathlib import Path

FILE = Path(__file__).with_name("golden.json")
CLOSE = 0.005  # other versions of NumPy and SciPy differ far behind the point


def differences(golden, model):
    """Return a sentence for each thing that is not as it was."""
    found = []
    if golden["model"] != model.name:
        found.append(f"they are of {golden['model']}, and this is {model.name}")
    now = model.analyse([was["text"] for was in golden["predictions"]])
    for was, new in zip(golden["predictions"], now, strict=True):
        far = abs(was["confidence"] - new["confidence"]) > CLOSE
        if far or was["sentiment"] != new["sentiment"]:
            before, after = (f"{x['sentiment']} {x['confidence']}" for x in (was, new))
            found.append(f"{was['text']} {before} -> {after}")
    return found


def renewed(golden, model):
    """Return what the model says now about the same texts, as the file has it."""
    texts = [was["text"] for was in golden["predictions"]]
    answers = zip(texts, model.analyse(texts), strict=True)
    new = [{"text": text} | answer for text, answer in answers]
    return {"model": model.name, "predictions": new}


if __name__ == "__main__":
    from app.model import SentimentModel

    model, golden = SentimentModel(), json.loads(FILE.read_text(encoding="utf-8"))
    print(*differences(golden, model) or ["nothing has changed"], sep="\n")
    if "--renew" in sys.argv:
        text = json.dumps(renewed(golden, model), indent=1)
        FILE.write_text(text + "\n", encoding="utf-8", newline="\n")
