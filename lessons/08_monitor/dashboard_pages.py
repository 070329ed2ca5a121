"""The dashboard: three files, from a fixed list."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse

FOLDER = Path(__file__).with_name("dashboard")
pages = APIRouter(include_in_schema=False)


def page(name):
    def send():
        return FileResponse(FOLDER / name)

    return send


pages.get("/dashboard")(page("index.html"))
for name in ("dashboard.js", "chart.js"):
    pages.get(f"/dashboard/{name}")(page(name))
