"""Users who ask all the time. What did they get, and how long did they wait?

For the demonstrations and for proofs; a copy of the project can do without.
"""

import time
from collections import namedtuple
from contextlib import contextmanager, suppress
from functools import cache
from threading import Event, Thread

import requests

from app.registry import open_version

# When it was asked, how long that took (s), the status (0: no answer), the answer.
Seen = namedtuple("Seen", "when seconds status answer")


def ask(url, user, began, over, seen):
    """Ask for one user after another, until it is over."""
    with requests.Session() as session:
        session.trust_env = False  # a proxy has no business with 127.0.0.1
        while not over.is_set():
            user, when, status, answer = user % 600 + 1, time.perf_counter(), 0, None
            with suppress(requests.RequestException):
                got = session.get(f"{url}/recommendations/{user}", timeout=10)
                status, answer = got.status_code, got.json()
            seconds = time.perf_counter() - when
            seen.append(Seen(when - began, seconds, status, answer))
            time.sleep(0 if status else 0.02)


@contextmanager
def traffic(url, clients=3):
    """Yield a list to which a Seen is added for each request, while `with` lasts."""
    _, over, seen = rest = time.perf_counter(), Event(), []
    threads = [Thread(target=ask, args=(url, 200 * n, *rest)) for n in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        over.set()
        for thread in threads:
            thread.join()


def mixed(seen, registry):
    """Return the answers that are not those of the version that they name."""

    @cache
    def opened(version):
        return open_version(registry, int(version))

    @cache
    def right(version, user):
        return opened(version).recommend(user)[1][:10]

    answers = [each.answer for each in seen if each.status == 200]
    return [
        answer
        for answer in answers
        if answer["movies"] != right(answer["model"]["version"], answer["user"])
    ]
