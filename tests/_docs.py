"""Open a running lesson's /docs in Chromium and press "Try it out" on every endpoint.

    python tests/_docs.py FOLDER OUTDIR [SCRIPT ...]

FOLDER is a project with its model trained, a SCRIPT is what a reader would paste into
the browser's console. OUTDIR then holds docs.png and docs.json: the status that each
endpoint answered with, what the console said, and other hosts that the page asked for.
"""

import json
import os
import sys
from pathlib import Path

import _browser
from _layout import entry
from _parity import about, of


def try_all(page, picture):
    """Execute each endpoint's own example; {"POST /predict": "200", …}

    picture: its name and its bytes, where a file is to be chosen.
    """
    answers = {}
    page.locator(".opblock").first.wait_for(timeout=120_000)
    for block in page.locator(".opblock").all():
        method = block.locator(".opblock-summary-method").inner_text()
        path = block.locator(".opblock-summary-path").get_attribute("data-path")
        block.locator(".opblock-summary-control").first.click()
        block.locator(".try-out__btn").click()
        places = block.locator('tr[data-param-in="path"] input').all()
        if not all(place.input_value() for place in places):
            answers[f"{method} {path}"] = "not asked"  # what has to be there first?
            continue
        for adder in block.locator(".json-schema-form-item-add").all():
            adder.click()  # a list of files: one of them
        for chooser in block.locator('input[type="file"]').all():
            name, data = picture
            file = {"name": name, "mimeType": "image/png", "buffer": data}
            chooser.set_input_files(file)
        block.locator("button.execute").click()
        status = block.locator(".live-responses-table .response-col_status").last
        status.wait_for(timeout=120_000)
        answers[f"{method} {path}"] = status.inner_text().split()[0]
    return answers


def main(folder, out, *scripts):
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    asked, port = about(folder), _browser.free_port()
    os.environ |= of(asked, "environment")
    command = ["-m", "uvicorn", entry(folder), "--app-dir", folder, f"--port={port}"]
    address = f"http://127.0.0.1:{port}"
    log = out / "server.log"
    with (
        _browser.server(command, f"{address}/health", log),
        _browser.page() as (page, strangers),
    ):
        page.set_extra_http_headers(of(asked, "headers"))
        page.goto(f"{address}/docs")
        picture = of(asked, "picture")
        facts = {
            "answers": try_all(page, picture),
            "strangers": strangers,
            "console": [],
        }
        page.on("console", lambda message: facts["console"].append(message.text))
        for script in scripts:
            page.evaluate(f"async () => {{ {script} }}")
        page.screenshot(path=out / "docs.png", full_page=True)
    (out / "docs.json").write_text(json.dumps(facts), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
