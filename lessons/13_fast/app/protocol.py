"""uvicorn's parser in C (httptools), mended: --http app.protocol:Quick

When a client offers HTTP/2 in its first request, as Java's and `curl --http2` do, that
parser stops after the headers, and uvicorn forgets the body. Such a connection is given
to uvicorn's other parser, h11, which reads on.
"""

import httptools
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class Quick(HttpToolsProtocol):
    """Plain HTTP/1.1, quickly."""

    def on_headers_complete(self):
        self.offers = self.parser.should_upgrade()
        if not self.offers:
            super().on_headers_complete()

    def on_message_complete(self):
        if not self.offers:
            super().on_message_complete()

    def data_received(self, data):
        self._unset_keepalive_if_required()
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as stopped:
            self.hand_over(data[stopped.args[0] :])
        except httptools.HttpParserError:
            self.send_400_response("Invalid HTTP request received.")

    def hand_over(self, rest):
        """Give the connection to h11, with the request's head as it was parsed."""
        if self.cycle and not self.cycle.response_complete:
            return self.transport.close()  # it offers late, and out of turn
        self.connections.discard(self)
        head = [self.parser.get_method(), b" ", self.url, b" HTTP/1.1\r\n"]
        for name, value in self.headers:
            if name not in (b"upgrade", b"connection", b"http2-settings"):
                head += [name, b": ", value, b"\r\n"]
        other = H11Protocol(self.config, self.server_state, self.app_state)
        other.connection_made(self.transport)
        self.transport.set_protocol(other)
        other.data_received(b"".join([*head, b"\r\n"]) + rest)
