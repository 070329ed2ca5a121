"""A load generator: python -m demos.load URL BODY [--rate N --clients N --seconds N]

Without a rate the loop is closed: each of some clients asks again as soon as it has its
answer, so a server that stands still is asked nothing meanwhile. With a rate the loop
is open: requests arrive evenly, whatever the server does, and a request's time counts
from when it was to be sent. Prints JSON: how many answers of which status, and how many
milliseconds each took.
"""

import argparse
import json
import selectors
import socket
import time
from collections import Counter, deque
from urllib.parse import urlsplit


class Client:
    """A connection that is kept; one request at a time is on its way."""

    def __init__(self, address):
        self.socket = socket.create_connection(address, 30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.since, self.got = 0.0, b""

    def send(self, request, since):
        self.since, self.got = since, b""
        self.socket.sendall(request)

    def receive(self):
        """Return the status when the answer is whole, or None."""
        piece = self.socket.recv(65_536)
        if not piece:
            raise ConnectionError("the server has closed the connection")
        self.got += piece
        head, ended, body = self.got.partition(b"\r\n\r\n")
        if ended:
            _, _, length = head.lower().partition(b"content-length: ")
            if len(body) >= int(length.partition(b"\r\n")[0]):
                return int(head[9:12])
        return None


def load(address, request, seconds, clients=32, rate=None):
    """Ask for some seconds; return (statuses, milliseconds of each answer)."""
    statuses, took, due = Counter(), [], deque()
    idle = [Client(address) for _ in range(clients)]
    with selectors.DefaultSelector() as watched:
        for client in idle:
            watched.register(client.socket, selectors.EVENT_READ, client)
        began = time.perf_counter()
        sent, end = 0, began + seconds
        while (now := time.perf_counter()) < end or len(idle) < clients:
            wait = 0.5
            if now < end:
                if rate:
                    while began + sent / rate <= now:
                        due.append(began + sent / rate)
                        sent += 1
                    # A selector waits whole milliseconds; the last one is not slept.
                    wait = began + sent / rate - now - 0.002
                else:
                    due.extend([now] * len(idle))
            elif now > end + 30:
                raise TimeoutError("the server does not answer")
            else:
                due.clear()
            while due and idle:
                idle.pop().send(request, due.popleft())
            for key, _ in watched.select(max(wait, 0)):
                if status := key.data.receive():
                    took.append(1000 * (time.perf_counter() - key.data.since))
                    statuses[status] += 1
                    idle.append(key.data)
    for client in idle:
        client.socket.close()
    return statuses, took


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("url")
    parser.add_argument("body", nargs="?")
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--rate", type=float)
    asked = parser.parse_args()
    parts = urlsplit(asked.url)
    method, body = ("POST", asked.body.encode()) if asked.body else ("GET", b"")
    head = f"{method} {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
    if body:
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    request = head.encode() + b"\r\n" + body
    address = parts.hostname, parts.port
    statuses, took = load(address, request, asked.seconds, asked.clients, asked.rate)
    print(json.dumps({"statuses": statuses, "took": [round(one, 4) for one in took]}))


if __name__ == "__main__":
    main()
