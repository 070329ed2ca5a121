"""What watchers ask an app: does it live, is it ready, what has it counted?"""

from dashboard_pages import pages
from drifted import look_for_drift
from fastapi import Request, Response
from metrics import told
from observed import observed
from schemas import Live, Ready

TEXT = "text/plain; version=0.0.4; charset=utf-8"  # as Prometheus knows it


def watched(app):
    """Add the endpoints for watchers, and wrap all that there is in `observed`."""
    app.include_router(pages)

    @app.get("/live")
    def live() -> Live:
        """Where this does not answer, start the service again."""
        return {"status": "live"}

    @app.get("/ready")
    def ready(request: Request) -> Ready:
        """Where this says 503, send the messages elsewhere for a while."""
        return {"status": "ready", "model": request.app.state.filter.ready()}

    @app.get("/metrics", include_in_schema=False)
    def metrics(request: Request):
        look_for_drift(request.app.state.filter.usual, request.app.state.filter.store)
        return Response(told(), media_type=TEXT)

    build = app.build_middleware_stack
    app.build_middleware_stack = lambda: observed(build())
    return app
