"""A client for the faces service: enrol, identify, verify, forget.

    python client.py [URL]

draws two people and shows the service both, with the key in the variable API_KEY.
"""

import io
import json
import os
import sys
import uuid
from urllib.parse import urlsplit

from requests import RequestException, Session
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

HERE = {"127.0.0.1", "localhost", "::1"}


class Refused(Exception):
    """The service said no; `status`, and its own sentence."""

    def __init__(self, status, sentence):
        super().__init__(f"{status}: {sentence}")
        self.status = status


class FacesClient:
    """Ask a faces service; raises Refused, or an exception of requests.

    The key comes from the environment or a store for secrets, never from the code.
    `timeout`: seconds to wait for a connection, and for an answer.
    """

    def __init__(self, url, key, timeout=(3, 30)):
        here = urlsplit(url).hostname in HERE
        if not here and urlsplit(url).scheme != "https":
            raise ValueError("A key, and a face, travel over https only.")
        key = key.strip()  # files end with a newline
        if not key.isascii() or not key.isprintable():
            # Said here: the message of requests would quote the key.
            raise ValueError("This is no key: it has letters that no key has.")
        # Nothing here is done twice by being sent twice: looking changes nothing, an
        # enrolment carries a key of its own, and who is forgotten stays so.
        retry = Retry(
            total=3,
            read=False,
            backoff_factor=0.1,
            status_forcelist={429, 502, 503, 504},
            allowed_methods={"GET", "POST", "DELETE"},
            raise_on_status=False,
            # A service may ask for an hour; whoever set the timeout did not mean that.
            retry_after_max=timeout[1],
        )
        self.url, self.timeout, self.session = url.rstrip("/"), timeout, Session()
        self.session.trust_env = not here  # else a proxy would be handed the key
        self.session.mount(self.url, HTTPAdapter(max_retries=retry))
        self.session.headers["X-API-Key"] = key

    def enrol(self, name, pictures, consent, request=None, keep_pictures=False):
        """Enrol somebody by pictures (a list of bytes); return the person, a dict.

        `request`: a text of your own for this enrolment. After a lost answer, the same
        call with the same text returns the same person and enrols nobody twice.
        """
        files = [("files", ("picture", one)) for one in pictures]
        fields = {"name": name, "consent": consent, "keep_pictures": keep_pictures}
        headers = {"Idempotency-Key": request or str(uuid.uuid4())}
        return self.ask("POST", "/people", data=fields, files=files, headers=headers)

    def identify(self, picture):
        """Return {"person", "distance", "threshold"}; of a stranger, person is None."""
        return self.ask("POST", "/identify", files={"file": ("picture", picture)})

    def verify(self, person, picture):
        """Return {"same", "distance", "threshold"}; `person` is an id."""
        files = {"file": ("picture", picture)}
        return self.ask("POST", "/verify", data={"person": person}, files=files)

    def forget(self, person, picture=None):
        """Forget somebody, or one picture of theirs; also if they are gone already."""
        path = f"/people/{person}" + (f"/pictures/{picture}" if picture else "")
        try:
            self.ask("DELETE", path)
        except Refused as refused:
            if refused.status != 404:
                raise

    def people(self):
        """Yield everybody who is enrolled, a page at a time."""
        after = ""
        while page := self.ask("GET", "/people", params={"after": after})["people"]:
            yield from page
            after = page[-1]["id"]

    def ask(self, method, path, **parts):
        """Return what the service says, or None where there is nothing to say."""
        # requests would carry the key along to wherever a redirect points.
        settings = {"timeout": self.timeout, "allow_redirects": False}
        answer = self.session.request(method, self.url + path, **parts, **settings)
        if answer.status_code == 204:
            return None
        told = content(answer)
        if answer.status_code not in (200, 201):
            sentence = (told or {}).get("detail", answer.reason)
            raise Refused(answer.status_code, sentence)
        if told is None:
            raise Refused(answer.status_code, "this is no JSON object")
        return told


def content(answer):
    """Return the JSON object that an answer holds, or None if it holds none."""
    try:
        told = answer.json()
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def drawn(seed, count):
    """Return `count` pictures, as bytes, of somebody that a program has made up."""
    from training.drawn import people

    files = [io.BytesIO() for _ in range(count)]
    for picture, file in zip(people(1, count, seed)[0], files, strict=True):
        picture.save(file, "PNG")
    return [file.getvalue() for file in files]


def main(url):
    from app.schemas import CONSENT

    client = FacesClient(url, os.environ.get("API_KEY", ""))
    *pictures, another = drawn(8, 4)
    person = client.enrol("Somebody Drawn", pictures, CONSENT)
    try:
        asked, told = {"known": another, "stranger": drawn(9, 1)[0]}, {}
        for title, picture in asked.items():
            person_there = client.identify(picture)["person"]
            told[title] = person_there and person_there["name"]
    finally:
        client.forget(person["id"])
    print(json.dumps(told))


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
    except (Refused, ValueError, RequestException) as problem:
        raise SystemExit(f"No answer: {problem}") from None
