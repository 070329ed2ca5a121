"""Open lesson 08's dashboard in Chromium while messages come, and say what it shows.

    python tests/_dashboard.py OUTDIR

OUTDIR then holds dashboard.png and dashboard.json: what the page says, of each chart
how many points its lines have, what it says once the service is gone, other hosts that
it asked for, and errors. The lesson's modules have to be at hand (PYTHONPATH), and its
model trained.
"""

import json
import sys
import threading
import time
from pathlib import Path

import _browser
from client import SpamClient

from demos.stream import stream
from tests.live import live_server
from training.messages import SPAM


def talk(url):
    """Ten hours as usual, nine with new words; three messages in ten are labelled."""
    client, number = SpamClient(url), 0
    for change, hours in ((None, 10), ("later", 9)):
        for hour in stream(7, hours=hours, change=change, at=0):
            for kind, text in hour:
                id_, _ = client.judge(text)
                if (number := number + 1) % 10 < 3:
                    client.report(id_, "spam" if kind in SPAM else "ham")
                time.sleep(0.02)


def drawn(page):
    """{title of a chart: [points of its first line, …]}"""
    return {
        section.locator("h2").inner_text(): [
            len(line.get_attribute("points").split())
            for line in section.locator("polyline").all()
        ]
        for section in page.locator("section").all()
    }


def main(out):
    out, errors = Path(out), []
    with _browser.page(width=1000, height=735) as (page, strangers):
        page.on("pageerror", lambda error: errors.append(str(error)))
        with live_server() as url:
            talking = threading.Thread(target=talk, args=[url])
            talking.start()
            page.goto(f"{url}/dashboard")
            while talking.is_alive():
                page.wait_for_timeout(200)
            page.wait_for_timeout(3000)
            facts = {"state": page.locator("#state").inner_text(), "lines": drawn(page)}
            page.screenshot(path=out / "dashboard.png")
        page.get_by_text("does not answer").wait_for(timeout=10_000)
        facts["end"] = page.locator("#state").inner_text()
    facts |= {"strangers": strangers, "errors": errors}
    (out / "dashboard.json").write_text(json.dumps(facts), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
