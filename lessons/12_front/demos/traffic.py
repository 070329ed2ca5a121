"""Clients that ask a gateway without a pause, and note what they get."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry


@contextmanager
def traffic(gateway, threads=4, again=1):
    """Yield (statuses, errors), two lists that grow meanwhile.

    A client tries `again` where a connection is closed under it.
    """
    statuses, errors, stop = [], [], threading.Event()

    def ask():
        with gateway.client() as client:
            client.mount("https://", HTTPAdapter(max_retries=Retry(again)))
            while not stop.is_set():
                try:
                    answer = client.get(f"{gateway.url}/api/health", timeout=30)
                    statuses.append(answer.status_code)
                except requests.RequestException as error:
                    errors.append(error)

    with ThreadPoolExecutor(threads) as pool:
        for _ in range(threads):
            pool.submit(ask)
        try:
            yield statuses, errors
        finally:
            stop.set()
