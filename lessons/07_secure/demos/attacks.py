"""What strangers and clients in a hurry do, as functions: for services of your own.

Each takes the address of a service, such as http://127.0.0.1:8000.
"""

import contextlib
import socket
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import requests

FLOOD = b"[" + b"{}," * 7_000_000 + b"{}]"  # 21 MB


def post(url, key, **request):
    """Send a request with this key (a text) to /detect-fraud; return the answer."""
    headers = {"X-API-Key": key.encode(), "Content-Type": "application/json"}
    return requests.post(f"{url}/detect-fraud", headers=headers, timeout=60, **request)


def status(url, path, key=""):
    """Return the status code with which a GET of this path is answered."""
    return requests.get(url + path, headers={"X-API-Key": key}, timeout=60).status_code


def longest_wait(url):
    """Pour 21 MB into a service, as a stranger; return how long /health took (s)."""

    def pour():
        with contextlib.suppress(requests.ConnectionError):  # the server hangs up
            post(url, "guess", data=FLOOD)

    thread, waits = threading.Thread(target=pour), []
    thread.start()
    while not waits or thread.is_alive():
        start = time.perf_counter()
        requests.get(f"{url}/health", timeout=60)
        waits.append(time.perf_counter() - start)
    return max(waits)


def drop_by_drop(url, key):
    """Announce 50 bytes, send seven, and wait; return what the service says to that."""
    head = "POST /detect-fraud HTTP/1.1\r\nHost: here\r\nContent-Length: 50\r\n"
    head += f"Content-Type: application/json\r\nX-API-Key: {key}\r\n\r\n"
    address = urlsplit(url)
    with socket.create_connection((address.hostname, address.port), timeout=60) as line:
        line.sendall(head.encode() + b'{"card"')
        said = b"".join(iter(lambda: line.recv(4096), b"")).decode()
    return said.splitlines()[0]


def many_at_once(url, key, payment, count=60):
    """Send large batches, twelve at a time; count the status codes."""
    many = {"json": {"payments": [payment] * 100}, "headers": {"X-API-Key": key}}

    def batch(_):
        at = f"{url}/detect-fraud-many"
        return requests.post(at, timeout=60, **many).status_code

    with ThreadPoolExecutor(12) as pool:
        return Counter(pool.map(batch, range(count)))
