"""The server's own process: `serve()` starts it and reads what it reports."""

import importlib
import inspect
import json
import logging
import operator
import os
import re
import shutil
import socket
import sys
import threading
import time
import traceback
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class Sentence(Exception):
    """A failure that one sentence tells; its type and place would not help."""


def main(place, folder, name, port, token, prefix, without):
    """Run the app `name` of `folder`; report a port or a failure in `place`."""
    # Descriptor 0 is the pipe from the kernel. It moves away, so that what the app
    # starts does not inherit it (Windows would make that wait until we have read).
    pipe = os.dup(0)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.path.insert(0, str(folder))
    if without:
        hide(without)

    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets=None):
            await super().startup(sockets)
            port = sockets[0].getsockname()[1]
            logging.getLogger("uvicorn.error").info(
                "Uvicorn running on http://127.0.0.1:%d", port
            )
            report(place, port=port)

    # Before the app is imported, as uvicorn does: an app may change the log.
    # h11 is named, since uvicorn would take httptools wherever that is installed, and
    # httptools drops the body of a valid request with `Upgrade: h2c`.
    config = uvicorn.Config(
        name, use_colors=False, timeout_graceful_shutdown=1, http="h11"
    )
    server = Server(config)
    threading.Thread(target=watch, args=(pipe, server, place), daemon=True).start()
    at_start_up = []
    try:
        listener = listen(port)
        if prefix:  # a proxy that takes it off again: links in /docs have to carry it
            config.root_path = f"{prefix}{listener.getsockname()[1]}"
        # uvicorn puts it before each path.
        token_path = f"{config.root_path}/{token}"
        config.app = load(folder, name)
        config.load()
        config.loaded_app = front(config.loaded_app, token, token_path, at_start_up)
        access = logging.getLogger("uvicorn.access")
        access.addFilter(lambda record: token not in record.getMessage())
        server.run(sockets=[listener])
    except BaseException as error:
        report(place, failed=explain((at_start_up or [error])[0], folder))
        raise


def hide(package):
    """Let imports of a package fail, as they do where it is not installed."""
    for module, packages in metadata.packages_distributions().items():
        if package in packages:
            sys.modules[module] = None


def watch(pipe, server, place):
    """End the server when a byte comes (stop), or the pipe closes (no kernel)."""
    # os.read, for sys.stdin in a thread is a fatal error when Python exits.
    if not os.read(pipe, 1):
        shutil.rmtree(place, ignore_errors=True)
    server.should_exit = True
    if server.started:
        time.sleep(3)  # for the app to close what it opened
    os._exit(1)


def listen(port):
    """Return a socket that holds the port from now on; 0 means any free one."""
    try:
        listener = socket.create_server(("127.0.0.1", port))
    except PermissionError:
        raise Sentence("That port is reserved: take one above 1023.") from None
    except OSError:
        raise Sentence(
            "The port is taken (address already in use): another program listens there."
            "\nLeave out port=, and serve() finds a free one."
        ) from None
    # asyncio lets small answers go at once only where a socket says that it is TCP;
    # otherwise each second part of an answer waits 40 ms for the client to ask for it.
    tcp = socket.IPPROTO_TCP
    return socket.socket(listener.family, listener.type, tcp, listener.detach())


def load(folder, name):
    """Import `module:attribute`, or say what there is in its place."""
    module_name, _, attribute = name.partition(":")
    module = importlib.import_module(module_name)
    file = Path(module.__file__ or "")
    if not file.is_relative_to(folder):
        raise Sentence(f'Python has a module "{module_name}" of its own: rename yours.')
    file = file.relative_to(folder).as_posix()
    try:
        app = operator.attrgetter(attribute)(module)
    except AttributeError:
        # An instance of FastAPI has its openapi() bound to itself, the class has not.
        apps = [
            key
            for key, value in vars(module).items()
            if inspect.ismethod(getattr(value, "openapi", None))
        ]
        there = f'The app in it is called "{apps[0]}".' if apps else "No app is in it."
        raise Sentence(f'{file} has no "{attribute}". {there}') from None
    if not callable(app):
        kind = type(app).__name__
        raise Sentence(f'"{attribute}" in {file} is not an app, but of type {kind}.')
    return app


def front(app, token, path, at_start_up):
    """Answer serve()'s question, keep what start-up raises, pass on all the rest."""

    async def answer(send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": token.encode()})

    async def lifespan(*asgi):
        try:
            await app(*asgi)
        except BaseException as error:
            at_start_up.append(error)
            raise

    # Not async itself: so it is no frame in the tracebacks of the app's log.
    def asgi(scope, receive, send):
        if scope["type"] == "lifespan":
            return lifespan(scope, receive, send)
        ours = scope["path"] == path
        return answer(send) if ours else app(scope, receive, send)

    return asgi


def report(place, **news):
    """Write the news for serve(), whole or not at all."""
    draft = place / "draft"
    draft.write_text(json.dumps(news), encoding="utf-8")
    draft.replace(place / "news.json")


def explain(error, folder):
    """Return the lines of a traceback that help: the folder's own, and the error."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    if isinstance(error, Sentence):
        return str(error)
    lines = []
    for frame in traceback.extract_tb(error.__traceback__):
        file = Path(frame.filename)
        if file.is_relative_to(folder) and "site-packages" not in file.parts:
            where = file.relative_to(folder).as_posix()
            lines += [f"  {where}, line {frame.lineno}, in {frame.name}"]
            lines += [f"    {frame.line}"]
    lines = lines[-10:] + last_lines(error)
    for _ in range(3):
        hidden = error.__suppress_context__
        error = error.__cause__ or (None if hidden else error.__context__)
        if error is None:
            break
        first, *others = last_lines(error)
        lines += [f"after {first}", *others]
    return plain("\n".join(lines), folder)


def last_lines(error, most=12):
    """Return the lines that name an error, without those that say where it was."""
    lines = "".join(traceback.format_exception_only(error)).splitlines()
    return [line.rstrip() for line in lines[:most]] + ["…"] * (len(lines) > most)


def plain(text, folder):
    """Take out of a text what differs between machines and runs: paths and ids."""
    for base in (folder, ROOT):
        for path in (str(base), str(base).replace("\\", "\\\\")):
            text = re.sub(re.escape(path) + r"[\\/]+", "", text)
    return re.sub(r"\b0x[0-9a-fA-F]+", "0x…", text)


if __name__ == "__main__":
    place, folder, name, port, *rest = sys.argv[1:]
    main(Path(place), Path(folder), name, int(port), *rest)
