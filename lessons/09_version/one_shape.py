"""FastAPI with problems for answers, also where its body limit says no."""

from fastapi_offline import FastAPIOffline
from problem_schema import REFUSALS
from problems import HANDLERS, problem

TOO_LARGE = "The body is larger than this service takes."


def problem_api(max_body_size=500_000, **settings):
    """Return an app that refuses in one shape only; takes what FastAPI takes."""
    settings = {"exception_handlers": HANDLERS, "responses": REFUSALS, **settings}
    # /health/ is not /health: a redirect would repeat the request in its address.
    settings = {"redirect_slashes": False, **settings}
    app = FastAPIOffline(max_body_size=max_body_size, **settings)
    # `max_body_size` answers from outside of all handlers, in plain text where the
    # request names its length: so this stands further out still.
    build = app.build_middleware_stack
    app.build_middleware_stack = lambda: too_large_as_problem(build())
    return app


def too_large_as_problem(app):
    """Wrap an ASGI app: each 413 that it sends becomes a problem."""

    async def wrapped(scope, receive, send):
        replaced = False

        async def send_or_replace(message):
            nonlocal replaced
            if message["type"] == "http.response.start" and message["status"] == 413:
                replaced = True
                await problem(413, TOO_LARGE)(scope, receive, send)
            elif not replaced:
                await send(message)

        await app(scope, receive, send_or_replace)

    return wrapped
