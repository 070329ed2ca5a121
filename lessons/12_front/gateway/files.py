"""What nginx needs in a folder: configuration, certificate, page, refusals."""

import hashlib
import json
import os
import pwd
from http import HTTPStatus
from pathlib import Path

import trustme

from app.errors import TITLES
from app.pages import FILES, FOLDER, POLICY, page

HERE = Path(__file__).resolve().parent
# What nginx refuses by itself. 494 is its own number for headers that are too large;
# who asks gets a 400.
SENTENCES = {
    400: "This is no HTTP request that the gateway understands.",
    404: "There is nothing here.",
    405: "This method is not for this address.",
    408: "The request did not arrive in time.",
    413: "The body is larger than this service takes.",
    414: "The address is too long.",
    429: "Too many requests: come back in a second.",
    502: "The service does not answer.",
    503: "The service does not answer at the moment.",
    504: "The service takes too long.",
}
ALSO = {400: (494, 495, 496, 497)}


def write_all(folder, port, workers, rate=20, burst=40, patience=10, wait=20):
    """Write into a folder all that nginx needs there; return the certificate's path.

    `port` is nginx's own, `workers` those of the service. `rate` and `burst`: requests
    a second of one address; `patience`: seconds between two pieces of a body; `wait`:
    seconds for the service's answer.
    """
    folder = Path(folder)
    write_certificate(folder)
    write_page(folder / "page")
    write_problems(folder / "problems")
    values = {
        "folder": folder,
        "port": port,
        "rate": rate,
        "burst": burst,
        "patience": patience,
        "wait": wait,
        "policy": POLICY,
        "user": user(),
        "problems": "\n    ".join(error_pages()),
        "workers": "\n    ".join(
            f"server 127.0.0.1:{one} max_fails=1 fail_timeout=2s;" for one in workers
        ),
    }
    for name in ("nginx.conf", "api.conf"):
        text = (HERE / name).read_text(encoding="utf-8")
        (folder / name).write_text(filled(text, values), encoding="utf-8")
    return folder / "ca.pem"


def filled(text, values):
    """Put values in the place of {names}; {{ and }} stand for one brace each."""
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text.replace("{{", "{").replace("}}", "}")


def user():
    """Return the line by which nginx's worker may read what root has written."""
    if os.name == "nt" or os.geteuid() != 0:
        return "# An ordinary user has started it, so it runs as that."
    return f"user {pwd.getpwuid(0).pw_name};"


def write_certificate(folder):
    """Make a certificate for this machine, signed by an authority of its own."""
    authority = trustme.CA()
    made = authority.issue_cert("localhost", "127.0.0.1")
    authority.cert_pem.write_to_path(folder / "ca.pem")
    for number, part in enumerate(made.cert_chain_pems):
        part.write_to_path(folder / "certificate.pem", append=number > 0)
    key = folder / "key.pem"
    key.touch(0o600)
    made.private_key_pem.write_to_path(key)


def write_page(folder):
    """Publish the page; its files get names that change when their content does."""
    (folder / "assets").mkdir(parents=True, exist_ok=True)
    text = page(api="api/")
    for name in FILES:
        data = (FOLDER / name).read_bytes()
        stem, _, kind = name.partition(".")
        new = f"assets/{stem}.{hashlib.sha256(data).hexdigest()[:12]}.{kind}"
        (folder / new).write_bytes(data)
        text = text.replace(f'"{name}"', f'"{new}"')
    (folder / "index.html").write_text(text, encoding="utf-8")


def write_problems(folder):
    """Write a refusal for each status, in the shape of app/errors.py."""
    folder.mkdir(exist_ok=True)
    for status, detail in SENTENCES.items():
        title = TITLES.get(status) or HTTPStatus(status).phrase
        body = {"type": "about:blank", "title": title, "status": status}
        text = json.dumps(body | {"detail": detail})
        (folder / str(status)).write_text(text, encoding="utf-8")


def error_pages():
    for status in SENTENCES:
        yield f"error_page {status} /problems/{status};"
        for other in ALSO.get(status, ()):
            yield f"error_page {other} ={status} /problems/{status};"
