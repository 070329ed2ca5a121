"""Run a notebook in a real JupyterLab in Chromium and photograph it, screen by screen.

    python tests/_lab.py notebooks/03_serve.ipynb OUTDIR

It runs in a fresh clone, so your notebook stays as it is. OUTDIR then holds the
screens (screen-01.png, …), the notebook as JupyterLab saved it, and seen.json:
what the page showed.
"""

import json
import re
import sys
import tempfile
import time
from pathlib import Path

import _browser
from _repo import child_env, clone, files

SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    # Cells out of sight would not be in the page, and could not be photographed.
    "notebook-extension/tracker": {"windowingMode": "none"},
}
PROMPT = ".jp-Notebook .jp-CodeCell .jp-InputPrompt"
SCROLLED = ".jp-NotebookPanel .jp-WindowedPanel-outer"


def start(notebook, tmp):
    """Arguments for _browser.server and the notebook's address, in a fresh clone."""
    folder, env = clone(tmp / "clone"), child_env(tmp)
    for name, values in SETTINGS.items():
        file = tmp / f"lab/@jupyterlab/{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values), encoding="utf-8")
    env["JUPYTERLAB_SETTINGS_DIR"] = str(tmp / "lab")
    env["JUPYTERLAB_WORKSPACES_DIR"] = str(tmp / "workspaces")
    port = _browser.free_port()
    command = ["-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
    command += ["--ServerApp.port_retries=0", "--IdentityProvider.token="]
    address = f"http://127.0.0.1:{port}"
    settings = {"ready": f"{address}/api", "log": tmp / "lab.log"}
    settings |= {"cwd": folder, "env": env}
    return command, settings, f"{address}/lab/tree/{notebook}"


def run_all(page, address, file, patience=1200):
    """Open the notebook, clear it, choose Run All Cells, and wait until it has run and
    is saved to the file."""
    page.goto(address)
    # The kernel's own indicator says "idle" before the kernel is chosen.
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=300_000)
    choose(page, "Edit", "Clear Outputs of All Cells")
    choose(page, "Run", "Run All Cells")
    wait_for_the_end(page, patience)
    before, end = file.stat().st_mtime_ns, time.monotonic() + 120
    page.keyboard.press("Control+s")
    while file.stat().st_mtime_ns == before and time.monotonic() < end:
        page.wait_for_timeout(100)
    page.wait_for_timeout(500)  # the first byte is there; it is one write


def wait_for_the_end(page, patience):
    """Until the last cell has run, or nothing has run for 5 s: a cell has failed."""
    end, quiet_since, before = time.monotonic() + patience, 0, None
    while time.monotonic() < end:
        page.wait_for_timeout(250)
        prompts = page.locator(PROMPT).all_inner_texts()
        # Between two cells the kernel is idle too, and the next still waits as [ ].
        idle = page.get_by_text("Python 3 (ipykernel) | Idle").is_visible()
        if not idle or "[*]:" in prompts or prompts != before:
            quiet_since, before = time.monotonic(), prompts
        elif re.search(r"\d", prompts[-1]) or time.monotonic() - quiet_since > 5:
            return
    sys.exit(f"the notebook still runs after {patience} s: {prompts}")


def choose(page, menu, item):
    page.locator(".lm-MenuBar-item", has_text=menu).first.click()
    page.locator(".lm-Menu-item", has_text=item).first.click()


def seen(page):
    """Of each code cell: the prompt, the text of its output, and whether it failed."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.jp-Notebook .jp-CodeCell')].map(c => ({
            prompt: c.querySelector('.jp-InputPrompt').innerText,
            output: c.querySelector('.jp-OutputArea').innerText,
            pictures: c.querySelectorAll('.jp-OutputArea img').length,
        }))"""
    )


def photograph(page, folder):
    """One PNG for each screen of the notebook, from top to bottom."""
    page.keyboard.press("Control+b")  # hides the file browser
    page.wait_for_timeout(500)
    outer = page.locator(SCROLLED).first
    height = outer.evaluate("e => e.clientHeight")
    total = outer.evaluate("e => e.scrollHeight")
    for i, top in enumerate(range(0, total, height - 60), start=1):
        outer.evaluate("(e, top) => { e.scrollTop = top }", top)
        page.wait_for_timeout(200)
        outer.screenshot(path=folder / f"screen-{i:02}.png")


def main(notebook, folder):
    if notebook not in files():
        sys.exit(f"{notebook} is not a notebook of this repository")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as tmp:
        command, settings, address = start(notebook, Path(tmp))
        with _browser.server(command, **settings), _browser.page() as (page, hosts):
            run_all(page, address, Path(tmp, "clone", notebook))
            cells = seen(page)
            photograph(page, folder)
        saved = Path(tmp, "clone", notebook).read_text(encoding="utf-8")
    (folder / "saved.ipynb").write_text(saved, encoding="utf-8")
    facts = {"cells": cells, "strangers": hosts}
    text = json.dumps(facts, indent=1, ensure_ascii=False)
    (folder / "seen.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
