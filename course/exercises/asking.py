"""Ask an app that a learner wrote, in the way in which a client would."""

from fastapi import FastAPI
from fastapi.testclient import TestClient

from course.exercises import NotYet, own_lines, shown


def ask(app, method, path, as_client=False, **request):
    """Send one request through the test client and return the response.

    An exception that came out of a line of the learner's is raised, so that `check` can
    show that line; one from elsewhere is the 500 that a client would get. With
    `as_client` every exception is.
    """
    if not isinstance(app, FastAPI):
        raise NotYet(f"I expected an app, made by `FastAPI()`, and got {shown(app)}.")
    try:
        with TestClient(app) as client:
            return client.request(method, path, **request)
    except Exception as error:
        if own_lines(error) and not as_client:
            raise
    with TestClient(app, raise_server_exceptions=False) as client:
        return client.request(method, path, **request)
