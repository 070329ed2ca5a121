"""nginx with TLS, the page and two workers of the service: python -m gateway [PORT]"""

import signal
import sys
import threading

from gateway.processes import Gateway, GatewayError


def main(port=8443):
    """Run until Ctrl-C or SIGTERM."""
    end = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: end.set())
    try:
        with Gateway(port=port) as gateway:
            print(f"listening at {gateway.url}", flush=True)
            print(
                f"Its certificate is signed by {gateway.authority}: only this machine"
            )
            print("knows that authority, so a browser warns of it.", flush=True)
            end.wait()
    except GatewayError as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8443)
