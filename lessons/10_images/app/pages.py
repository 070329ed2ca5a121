"""A page to try the service by hand: /try. Three files, from a fixed list."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse

FOLDER = Path(__file__).with_name("page")
# The page may load its own two files, ask its own service and show the picture that was
# chosen (blob:), and nothing else; nobody may put it into a page of theirs.
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src blob:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

router = APIRouter()


def page(name):
    """Return an endpoint that sends this file."""

    def send():
        return FileResponse(FOLDER / name, headers=HEADERS)

    return send


router.get("/try", include_in_schema=False)(page("index.html"))
for name in ("try.js", "try.css"):
    router.get(f"/try/{name}", include_in_schema=False)(page(name))
