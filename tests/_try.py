"""Open lesson 10's page /try in Chromium, give it pictures, and say what it shows.

    python tests/_try.py OUTDIR

OUTDIR then holds try.png, try-narrow.png and try.json: what the page says of each file,
whether the canvas beside it holds ink, the last status that is read aloud, what it says
once the service is gone, other hosts that it asked for, errors, and how much wider than
a narrow screen it is. The lesson's modules have to be at hand (PYTHONPATH), and its
model trained.
"""

import json
import sys
from pathlib import Path

import _browser

from tests.live import live_server
from tests.pictures import REFUSED, TAKEN, file
from training.drawn import strangers

# How much of a canvas is neither white nor empty.
INK = """(canvas) => {
  const all = canvas.getContext("2d").getImageData(0, 0, 8, 8).data;
  return all.filter((value, i) => i % 4 === 0 && value < 200).length;
}"""


def chosen(name, data):
    return {"name": name, "mimeType": "image/png", "buffer": data}


def give(page, files):
    """Choose files, and wait until the page has a card for each of them."""
    cards = page.locator(".gallery li")
    wanted = cards.count() + len(files)
    page.locator("input[type=file]").set_input_files(files)
    cards.nth(wanted - 1).wait_for(timeout=60_000)


def shown(page):
    """[{words, ink}] of all cards, the last one first."""
    found = []
    for card in page.locator(".gallery li").all():
        canvas = card.locator("canvas")
        ink = canvas.evaluate(INK) if canvas.count() else None
        found.append({"words": card.locator("div").inner_text(), "ink": ink})
    return found


def main(out):
    out, errors = Path(out), []
    letter = file(strangers(1, seed=12)[0])
    with _browser.page() as (page, strange):
        page.on("console", lambda m: m.type == "error" and errors.append(m.text))
        page.on("pageerror", lambda error: errors.append(str(error)))
        with live_server() as url:
            page.goto(f"{url}/try")
            files = [TAKEN["a png"](), TAKEN["a phone, 6"](), letter]
            give(page, [chosen(f"{i}.png", data) for i, data in enumerate(files)])
            said = page.locator("[role=status]").inner_text()
            page.screenshot(path=out / "try.png", full_page=True)
            quiet = list(errors)
            give(page, [chosen("a.png", REFUSED["heic"][1]())])
            facts = {"cards": shown(page), "said": said, "errors": quiet}
            page.set_viewport_size({"width": 360, "height": 700})
            wide = "document.documentElement.scrollWidth - innerWidth"
            facts["too wide"] = page.evaluate(wide)
            page.screenshot(path=out / "try-narrow.png", full_page=True)
        give(page, [chosen("b.png", files[0])])
        facts["end"] = page.locator("[role=status]").inner_text()
    facts["strangers"] = strange
    (out / "try.json").write_text(json.dumps(facts), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
