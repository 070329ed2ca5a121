"""Send bytes to a server, and read what it answers, if anything."""

import contextlib
import select
import socket
import time
from dataclasses import dataclass

PATIENCE = 5  # seconds
ENDLESS = 60  # seconds until who may stop a body that never ends has to have done so


@dataclass
class Answer:
    status: int
    head: str
    body: bytes

    @property
    def headers(self):
        pairs = (line.partition(":") for line in self.head.split("\r\n")[1:])
        return {name.lower(): value.strip() for name, _, value in pairs}


def exchange(port, request):
    """Return (answers, seconds); answers are None where none came in time."""
    began, received = time.perf_counter(), b""
    try:
        with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
            send(connection, request.chunks)
            if not request.leaves:
                received = receive(connection, request.answers)
    except TimeoutError:
        return None, time.perf_counter() - began
    except ConnectionError:
        pass  # there is no server any more
    return parse(received, ended=True), time.perf_counter() - began


def send(connection, chunks):
    end = time.monotonic() + ENDLESS
    with contextlib.suppress(ConnectionError):  # closed; it may have answered before
        for chunk in chunks:
            if not isinstance(chunks, list) and time.monotonic() > end:
                raise TimeoutError  # without an end, and nobody has put one to it
            # Who is refused early stops sending, as good clients do.
            if select.select([connection], [], [], 0)[0]:
                break
            connection.sendall(chunk)


def receive(connection, answers):
    received = b""
    with contextlib.suppress(ConnectionError):
        while data := connection.recv(65536):
            received += data
            if len(parse(received, ended=False)) >= answers:
                break
    return received


def parse(received, ended):
    """The answers in some bytes; the last may be incomplete until all has `ended`."""
    found = []
    while b"\r\n\r\n" in received:
        head, _, received = received.partition(b"\r\n\r\n")
        answer = Answer(int(head.split()[1]), head.decode("latin-1"), b"")
        if answer.status < 200:
            continue  # 100 Continue
        if answer.headers.get("transfer-encoding") == "chunked":
            body, rest = unchunked(received)
            if rest is None and not ended:
                break
            answer.body, received = body, rest or b""
            found.append(answer)
            continue
        length = int(answer.headers.get("content-length", len(received)))
        unknown = "content-length" not in answer.headers
        if not ended and (unknown or len(received) < length):
            break
        answer.body, received = received[:length], received[length:]
        found.append(answer)
    return found


def unchunked(data):
    """(the body that was sent in chunks, what comes after it: None if it has no end)"""
    body = b""
    while b"\r\n" in data:
        size, _, data = data.partition(b"\r\n")
        size = int(size, 16)
        body, data = body + data[:size], data[size + 2 :]
        if not size:
            return body, data
    return body, None
