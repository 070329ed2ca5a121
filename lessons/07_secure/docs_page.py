"""The page about the API, made so that no foreign script can run in it."""

import hashlib
from base64 import b64encode
from pathlib import Path

import fastapi_offline
from fastapi.openapi.docs import get_swagger_ui_html

STATIC = Path(fastapi_offline.__file__).with_name("static")
# A list of names, and never a path that is put together from what was sent.
FILES = {name: STATIC / name for name in ("swagger-ui-bundle.js", "swagger-ui.css")}


def docs_page():
    """Swagger's page. It may run our own files, and the one script that it holds."""
    page = get_swagger_ui_html(
        openapi_url="/openapi.json",
        title="Fraud API",
        swagger_js_url="/docs/swagger-ui-bundle.js",
        swagger_css_url="/docs/swagger-ui.css",
        swagger_favicon_url="data:,",
    )
    script = page.body.split(b"<script>")[1].split(b"</script>")[0]
    digest = b64encode(hashlib.sha256(script).digest()).decode()
    page.headers["Content-Security-Policy"] = (
        f"default-src 'self'; script-src 'self' 'sha256-{digest}'; "
        "style-src 'self' 'unsafe-inline'; img-src data:; frame-ancestors 'none'"
    )
    return page
