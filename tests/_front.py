"""Draw on lesson 12's page in Chromium, with nginx in front, and say what it shows.

    python tests/_front.py OUTDIR

OUTDIR then holds screenshots and front.json: what the page says in each of its states,
what axe finds, other hosts that it asked for, errors, and how much wider than a narrow
screen it is. The lesson's modules have to be at hand (PYTHONPATH), its model trained.
"""

import json
import math
import os
import re
import signal
import sys
import time
from pathlib import Path

import _browser
from axe_playwright_python.sync_playwright import Axe

from gateway.processes import Gateway
from tests.live import live_server

WAIT = 60_000  # ms


def arc(x, y, radius, first, last, steps=14):
    """Points of an arc on the sheet, as shares of its width; angles in degrees."""
    for step in range(steps + 1):
        angle = math.radians(first + (last - first) * step / steps)
        yield x + radius * math.cos(angle), y + radius * math.sin(angle)


THREE = [*arc(0.5, 0.33, 0.16, -150, 90), *arc(0.5, 0.66, 0.17, -90, 150)]


def draw(page, points):
    """Draw a stroke with the mouse; `points` are shares of the sheet's size."""
    box = page.locator("#sheet").bounding_box()
    for number, (x, y) in enumerate(points):
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        if number == 0:
            page.mouse.down()
    page.mouse.up()


def said(page, like):
    """Wait until the page says something like it; return all of what it says."""
    status = page.locator("#status").filter(has_text=like)
    status.wait_for(timeout=WAIT)
    return status.inner_text()


def states(page, gateway, out):
    """Bring the page into each of its states; {state: what it says}."""
    told = {"empty": said(page, "Nothing")}
    page.screenshot(path=out / "empty.png", full_page=True)
    draw(page, THREE)
    told["three"] = said(page, "It is")
    told["bars"] = page.locator("#answers li").count()
    page.screenshot(path=out / "three.png", full_page=True)
    # One of two workers dies while somebody draws, and nothing is noticed.
    gateway.workers[gateway.ports[0]].send_signal(signal.SIGKILL)
    page.locator("#clear").click()
    draw(page, THREE)
    told["a worker died"] = said(page, "It is")
    page.locator("#undo").click()
    told["undone"] = said(page, "Nothing")
    page.locator("#sheet").focus()
    for key in ["ArrowUp"] * 6 + [" "] + ["ArrowDown"] * 12 + [" "]:
        page.keyboard.press(key)
    told["by keyboard"] = said(page, "It is")
    page.screenshot(path=out / "keyboard.png", full_page=True)
    page.keyboard.press("Backspace")
    told["taken back"] = said(page, "Nothing")
    for row in range(5):
        draw(page, [(0.05 + 0.09 * step, 0.1 + 0.2 * row) for step in range(11)])
    told["no digit"] = said(page, "unlike")
    page.screenshot(path=out / "unlike.png", full_page=True)
    page.context.set_offline(True)
    draw(page, THREE)
    told["offline"] = said(page, "offline")
    page.screenshot(path=out / "offline.png", full_page=True)
    page.locator("#clear").click()
    draw(page, THREE)
    page.context.set_offline(False)
    told["online again"] = said(page, "It is")
    return told


def troubles(page, gateway, out):
    """What it says when the service is slow, stopped, or will have no more of it."""
    told = {}
    for process in gateway.workers.values():
        process.send_signal(signal.SIGSTOP)
    draw(page, [(0.9, 0.9), (0.95, 0.95)])
    told["slow"] = said(page, "too long")
    page.screenshot(path=out / "slow.png", full_page=True)
    for process in gateway.workers.values():
        process.send_signal(signal.SIGCONT)
    page.locator("#clear").click()
    gateway.ending.set()  # so that nobody starts them again
    for process in gateway.workers.values():
        process.kill()
        process.wait()
    draw(page, THREE)
    told["gone"] = said(page, "does not answer")
    page.locator("#clear").click()
    gateway.front.terminate()
    gateway.front.wait()
    draw(page, THREE)
    # Where the proofs run without a network, that is what a browser sees, too.
    told["all gone"] = said(page, re.compile("does not answer|offline"))
    return told


def too_often(page):
    """Ask more often than one address may, and read what the page makes of it."""
    for number in range(30):
        draw(page, [(0.2, 0.2 + number / 50), (0.8, 0.2 + number / 50)])
        page.wait_for_timeout(300)
        if "Too many" in (text := page.locator("#status").inner_text()):
            return text
    return "never"


TOO_LARGE = """(url) => fetch(url, {method: "POST", body: new Blob([new
Uint8Array(6000000)], {type: "application/octet-stream"})}).catch(() => "failed")"""


def other_origins(page, heard):
    """{what is tried: what the console says}, with the page on another origin."""
    told = {}
    with live_server() as api:
        env = os.environ | {"API_URL": f"{api}/"}
        with live_server("demos.elsewhere:app", env=env) as url:
            page.goto(url)
            draw(page, THREE)
            said(page, re.compile("does not answer|offline"))
            told["no header"] = settled(heard, api, url)
    port = _browser.free_port()
    env = os.environ | {"API_URL": f"https://localhost:{port}/api/"}
    with live_server("demos.elsewhere:app", env=env) as url:
        os.environ["ALLOWED_ORIGINS"] = json.dumps([url])
        with Gateway(port=port, workers=1) as gateway:
            page.goto(url)
            draw(page, THREE)
            told["allowed"] = said(page, "It is")
            heard.clear()
            page.evaluate(TOO_LARGE, f"{gateway.url}/api/predict-image")
            told["nginx says 413"] = settled(heard, gateway.url, url)
    del os.environ["ALLOWED_ORIGINS"]
    return told


def settled(heard, api, page_url):
    """The first message, with addresses that do not change from run to run."""
    end = time.monotonic() + 60
    while not heard and time.monotonic() < end:
        time.sleep(0.05)
    text = heard[0].replace(api, "http://127.0.0.1:8000")
    heard.clear()
    return text.replace(page_url, "http://127.0.0.1:8001")


def axe(page):
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:90]}" for one in found]


def main(out):
    out, errors = Path(out), []
    facts = {}
    os.environ["NO_PROXY"] = "127.0.0.1,localhost"
    with _browser.page(ignore_https_errors=True, bypass_csp=False) as (page, strange):
        page.on("console", lambda m: m.type == "error" and errors.append(m.text))
        page.on("pageerror", lambda error: errors.append(str(error)))
        with Gateway() as gateway:
            page.goto(gateway.url)
            facts["axe"] = []
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                facts["axe"] += axe(page)
                page.screenshot(path=out / f"{scheme}.png", full_page=True)
            page.emulate_media(color_scheme="light")
            facts["states"] = states(page, gateway, out)
            facts["axe"] += axe(page)
            # But for what a browser says of itself while it is offline.
            facts["errors"] = [one for one in errors if "DISCONNECTED" not in one]
            page.set_viewport_size({"width": 360, "height": 740})
            wide = "document.documentElement.scrollWidth - innerWidth"
            facts["too wide"] = page.evaluate(wide)
            page.screenshot(path=out / "narrow.png", full_page=True)
            facts["states"] |= troubles(page, gateway, out)
        with Gateway(rate=1, burst=2, workers=1) as gateway:
            page.goto(gateway.url)
            facts["states"]["too often"] = too_often(page)
    facts["strangers"] = strange
    with _browser.page(guarded=False, ignore_https_errors=True) as (page, _):
        heard = []
        page.on("console", lambda m: m.type == "error" and heard.append(m.text))
        facts["console"] = other_origins(page, heard)
    (out / "front.json").write_text(json.dumps(facts, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
