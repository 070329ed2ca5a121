"""Ask one lesson's service for rows to which the model's own answers are known.

    python tests/_parity.py FOLDER [URL]
    python tests/_parity.py FOLDER environment
    python tests/_parity.py FOLDER about

Without a URL it asks the lesson's app through the test client, else the server at that
address: over HTTP, and through the lesson's client. It prints how many answers each way
gave, and fails at the first that differs from the model's. It needs no more than the
lesson's own requirements.

A server that somebody else starts needs the variables that the second command prints,
as JSON; so does this program, when it is to ask that server. The third prints these,
the headers that each request needs, and one case or a picture.
"""

import base64
import json
import os
import sys
from importlib import import_module
from pathlib import Path

from _layout import the_app


def about(folder):
    """The module of tests/asked that knows the lesson in this folder."""
    sys.path.insert(0, str(folder))
    lesson = Path(folder).name
    if not Path(__file__).with_name("asked").joinpath(f"{lesson}.py").exists():
        sys.exit(f"tests/asked/{lesson}.py is to say what to ask, and the answers")
    return import_module(f"asked.{lesson}")


def of(asked, name):
    """What `headers` or `environment` of tests/asked says: nothing, if not there."""
    return getattr(asked, name, dict)()


def ask(session, url, cases):
    for path, body, expected in cases:
        how = {} if body is None else {"json": body}
        if isinstance(body, bytes):
            how = {"files": {"file": ("picture", body)}}
        answer = session.request("POST" if how else "GET", url + path, **how)
        said = answer.status_code, answer.json()
        assert said == (200, expected), (path, str(body)[:200], answer)
    return len(cases)


def over_http(folder, asked, url, cases):
    import requests

    with requests.Session() as session:
        session.trust_env = False  # a proxy has no business with 127.0.0.1
        session.headers.update(of(asked, "headers"))
        print("HTTP", ask(session, url, cases))
    if Path(folder, "client.py").exists():
        print("client", asked.through_the_client(url, cases))


def main(folder, url=None):
    asked = about(folder)
    if url == "environment":
        print(json.dumps(of(asked, "environment")))
        return
    if not url or url == "about":
        os.environ |= (environment := of(asked, "environment"))
    if url == "about":
        more = {"headers": of(asked, "headers"), "forms": of(asked, "forms")}
        if hasattr(asked, "picture"):
            name, data = asked.picture()
            more["picture"] = [name, base64.b64encode(data).decode()]
        else:
            more["case"] = asked.cases()[0]
        print(json.dumps({"environment": environment, **more}))
        return
    cases = asked.cases()
    assert cases
    if url:
        over_http(folder, asked, url, cases)
        return
    from fastapi.testclient import TestClient

    with TestClient(the_app(folder), headers=of(asked, "headers")) as client:
        print("test client", ask(client, "", cases))


if __name__ == "__main__":
    main(*sys.argv[1:])
