"""Clients that announce a body, send four bytes of it, and wait."""

import socket
import ssl

HEAD = b"POST /api/predict-image HTTP/1.1\r\nHost: localhost\r\n"
LENGTH = b"Content-Length: 500\r\n\r\n"


def connections(gateway, count):
    """Open connections to a gateway, and begin a request on each."""
    context = ssl.create_default_context(cafile=gateway.authority)
    opened = []
    for _ in range(count):
        bare = socket.create_connection(("127.0.0.1", gateway.port), 60)
        opened.append(context.wrap_socket(bare, server_hostname="localhost"))
        opened[-1].sendall(HEAD + LENGTH + b"half")
    return opened


def hung_up(connections):
    """Wait until the gateway has ended them; return how many it has."""
    ended = 0
    for one in connections:
        ended += one.recv(1000) == b""
        one.close()
    return ended
