"""Golden predictions: what the model said when somebody last looked.

python golden.py shows what has changed since; with --renew the new answers stay.
"""

import json
import sys
from pathlib import Path

from analyser import Analyser

FILE = Path(__file__).with_name("golden.json")
CLOSE = 0.005  # other versions of NumPy and SciPy differ far behind the point


def differences(golden, analyser):
    """Return a sentence for each thing that is not as it was."""
    found = []
    if golden["model"] != analyser.name:
        found.append(f"they are of {golden['model']}, and this is {analyser.name}")
    now = analyser.analyse([was["text"] for was in golden["predictions"]])
    for was, new in zip(golden["predictions"], now, strict=True):
        far = abs(was["confidence"] - new["confidence"]) > CLOSE
        if far or was["sentiment"] != new["sentiment"]:
            before, after = (f"{x['sentiment']} {x['confidence']}" for x in (was, new))
            found.append(f"{was['text']} {before} -> {after}")
    return found


if __name__ == "__main__":
    analyser, golden = Analyser(), json.loads(FILE.read_text(encoding="utf-8"))
    print(*differences(golden, analyser) or ["nothing has changed"], sep="\n")
    if "--renew" in sys.argv:
        texts = [was["text"] for was in golden["predictions"]]
        answers = zip(texts, analyser.analyse(texts), strict=True)
        new = [{"text": text} | answer for text, answer in answers]
        golden = json.dumps({"model": analyser.name, "predictions": new}, indent=1)
        FILE.write_text(golden + "\n", encoding="utf-8", newline="\n")
