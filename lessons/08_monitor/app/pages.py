"""The dashboard: three files, from a fixed list. Their links are relative."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse

FOLDER = Path(__file__).with_name("dashboard")
router = APIRouter(include_in_schema=False)


def page(name):
    """Return an endpoint that sends this file."""

    def send():
        return FileResponse(FOLDER / name)

    return send


router.get("/dashboard")(page("index.html"))
for name in ("dashboard.js", "chart.js"):
    router.get(f"/dashboard/{name}")(page(name))
