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
import requests
from client import SpamClient
from playwright.sync_api import Error

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


def axes(page):
    """{title of a chart: [what is written at its axis, from the bottom up]}"""
    return {
        section.locator("h2").inner_text(): section.locator(
            'text[text-anchor="end"]'
        ).all_text_contents()[:2]
        for section in page.locator("section").all()
    }


# Of each text in a chart: does it stand in the chart, with nothing cut off?
CUT = """() => [...document.querySelectorAll("svg")].flatMap((svg) => {
  const box = svg.getBoundingClientRect();
  return [...svg.querySelectorAll("text")].filter((text) => {
    const own = text.getBoundingClientRect();
    return own.left < box.left || own.right > box.right || own.top < box.top;
  }).map((text) => text.textContent);
})"""


def behind_a_prefix(page, url):
    """Let the page ask at url/hub/user/me/…, as behind a proxy that takes that off."""
    prefix = f"{url}/hub/user/me"

    def handle(route):
        inside = route.request.url.replace(prefix, url)
        try:
            route.fulfill(response=route.fetch(url=inside))
        except Error:  # the service is gone
            route.abort()

    page.route(f"{prefix}/**", handle)
    return prefix


def loud(page):
    """Whether the words are unlike the usual ones by now, as the page draws them."""
    limit = page.locator("line.limit").first
    if not limit.count():
        return False
    line = page.locator("section", has_text="PSI").locator("polyline").first
    last = line.get_attribute("points").split()[-1:]
    return bool(last) and float(last[0].split(",")[1]) < float(
        limit.get_attribute("y1")
    )


def main(out):
    out, errors = Path(out), []
    with _browser.page(width=1000, height=735) as (page, strangers):
        page.on("pageerror", lambda error: errors.append(str(error)))
        with live_server() as url:
            page.goto(f"{behind_a_prefix(page, url)}/dashboard")
            page.get_by_text("0 messages judged").wait_for(timeout=60_000)
            opening = axes(page)
            assert len(opening) == 5, opening
            for title, written in opening.items():
                top = "0.2" if "PSI" in title else "1"
                assert written == ["0", top], (title, written)
            talking = threading.Thread(target=talk, args=[url])
            talking.start()
            begins_quiet = not loud(page)
            while talking.is_alive():
                page.wait_for_timeout(200)
                assert not (cut := page.evaluate(CUT)), cut
            page.get_by_text(f"{sent(url)} messages judged").wait_for(timeout=60_000)
            assert begins_quiet and loud(page)
            facts = {"state": page.locator("#state").inner_text(), "lines": drawn(page)}
            assert not any(
                "e" in text for texts in axes(page).values() for text in texts
            )
            page.screenshot(path=out / "dashboard.png")
        page.get_by_text("does not answer").wait_for(timeout=60_000)
        facts["end"] = page.locator("#state").inner_text()
    facts |= {"strangers": strangers, "errors": errors}
    (out / "dashboard.json").write_text(json.dumps(facts), encoding="utf-8")


def sent(url):
    """How many messages the service has judged."""
    lines = requests.get(f"{url}/metrics", timeout=60).text.splitlines()
    lines = [line for line in lines if line.startswith("spam_verdicts_total{")]
    return int(sum(float(line.split()[-1]) for line in lines))


if __name__ == "__main__":
    main(*sys.argv[1:])
