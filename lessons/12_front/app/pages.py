"""The page, where no gateway stands in front: / and its two files, from a fixed list.

The gateway serves the same files itself, with a year in every browser's cache.
"""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse, HTMLResponse

FOLDER = Path(__file__).resolve().parent.parent / "page"
# The page may load its own two files and ask its own service, and nothing else; nobody
# may put it into a page of theirs.
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",  # ask each time whether it has changed
}
FILES = ("draw.css", "draw.js")

router = APIRouter(include_in_schema=False)


def page(api):
    """Return the page as text; `api` is where it finds the API, such as api/."""
    text = (FOLDER / "index.html").read_text(encoding="utf-8")
    return text.replace('name="api" content="api/"', f'name="api" content="{api}"')


@router.get("/")
def index():
    return HTMLResponse(page(api=""), headers=HEADERS)


def sending(name):
    """Return an endpoint that sends this file."""

    def send():
        return FileResponse(FOLDER / name, headers=HEADERS)

    return send


for name in FILES:
    router.get(f"/{name}")(sending(name))
