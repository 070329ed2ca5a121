"""Ask every route of a service without a key, and say which of them answer.

    python tests/_routes.py FOLDER

Prints, as JSON, {"GET /path": status} of all routes: also of those that were included
(app.routes does not list them), that OpenAPI hides, and that are mounted.
"""

import contextlib
import json
import os
import re
import sys

from _layout import the_app
from _parity import about, of
from fastapi.routing import iter_route_contexts


def routes(app, before=""):
    """(method, path) of each route, those of mounted apps included."""
    for route in iter_route_contexts(app.routes):
        path = before + (route.path or "")
        mounted = getattr(route.original_route, "app", None)
        if hasattr(mounted, "routes") and not route.methods:
            yield from routes(mounted, path)
            continue
        for method in sorted(route.methods or {"GET"}):
            yield method, path


def main(folder):
    os.environ |= of(about(folder), "environment")
    from fastapi.testclient import TestClient

    found, app = {}, the_app(folder)
    with TestClient(app, raise_server_exceptions=False) as client:
        for method, path in routes(app):
            filled = re.sub(r"\{[^}]*\}", "1", path)
            with contextlib.suppress(ValueError):  # a websocket's, or none at all
                answer = client.request(method, filled or "/", follow_redirects=False)
                found[f"{method} {path}"] = answer.status_code
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
