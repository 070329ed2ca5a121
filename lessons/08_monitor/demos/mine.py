"""A copy of the service, for a metric of your own."""

import shutil
import textwrap
from pathlib import Path

APP = Path(__file__).resolve().parent.parent / "app"
PLACE = "        VERDICTS.labels("  # the line of judge() before which yours are put
IMPORT = "from app.passport"


def copy_with(folder, metric, counted):
    """Copy the service into `folder`, with lines of yours; return the folder.

    `metric` goes to the end of app/metrics.py, `counted` into judge() in app/model.py,
    where `text` is the message and `spam` the verdict, True or False.
    """
    folder = Path(folder)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(APP, folder / "app", ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / "app" / "metrics.py").open("a", encoding="utf-8") as file:
        file.write(f"\n\n{metric.strip()}\n")
    model = folder / "app" / "model.py"
    text = model.read_text(encoding="utf-8")
    lines = textwrap.indent(textwrap.dedent(counted).strip(), " " * 8) + "\n"
    text = text.replace(PLACE, lines + PLACE, 1)
    text = text.replace(IMPORT, f"from app.metrics import *  # yours, too\n{IMPORT}", 1)
    model.write_text(text, encoding="utf-8")
    return folder
