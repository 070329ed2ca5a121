"""/docs and what it needs, for those who have a key; and what browsers are told.

All addresses on the page are relative, so it also works behind a prefix.
"""

import hashlib
from base64 import b64encode
from pathlib import Path

import fastapi_offline
from fastapi import APIRouter, HTTPException, Request, Security
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import FileResponse
from secure import (
    CacheControl,
    ContentSecurityPolicy,
    ReferrerPolicy,
    Secure,
    StrictTransportSecurity,
    XContentTypeOptions,
)

from app.security import known_client

STATIC = Path(fastapi_offline.__file__).with_name("static")
# A list of names, and never a path that is put together from what was sent.
FILES = {name: STATIC / name for name in ("swagger-ui-bundle.js", "swagger-ui.css")}
PAGE = get_swagger_ui_html(
    openapi_url="openapi.json",
    title="Faces API",
    swagger_js_url="docs/swagger-ui-bundle.js",
    swagger_css_url="docs/swagger-ui.css",
    swagger_favicon_url="data:,",
)


def script_hash(page):
    """Return the hash of the script that stands in the page, as browsers want it."""
    script = page.split(b"<script>")[1].split(b"</script>")[0]
    return f"'sha256-{b64encode(hashlib.sha256(script).digest()).decode()}'"


# On each answer. What may run in a page is our own files and that one script.
HEADERS = Secure(
    cache=CacheControl().no_store(),  # answers are about people
    csp=ContentSecurityPolicy()
    .default_src("'none'")
    .script_src("'self'", script_hash(PAGE.body))
    .style_src("'self'", "'unsafe-inline'")
    .img_src("'self'", "data:")
    .connect_src("'self'")
    .frame_ancestors("'none'"),
    referrer=ReferrerPolicy().no_referrer(),
    hsts=StrictTransportSecurity().max_age(31536000),  # once https, always https
    xcto=XContentTypeOptions().nosniff(),
)

pages = APIRouter(
    dependencies=[Security(known_client, scopes=["recognise"])],
    include_in_schema=False,
    max_body_size=0,
)


@pages.get("/openapi.json")
def openapi(request: Request):
    """Describe the API; behind a prefix with the prefix, for "Try it out"."""
    prefix = request.scope.get("root_path", "").rstrip("/")
    servers = {"servers": [{"url": prefix}]} if prefix else {}
    return request.app.openapi() | servers


@pages.get("/docs")
def docs():
    return PAGE


@pages.get("/docs/{name}")
def file(name: str):
    if name not in FILES:
        raise HTTPException(404)
    return FileResponse(FILES[name])
