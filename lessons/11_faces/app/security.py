"""Keys: who may ask, for what, and until when. Kept as hashes, in a file.

A service puts `KeyStore(file)` into its lifespan's state as `keys`, and guards routers
with `APIRouter(dependencies=[Security(known_client, scopes=["admin"])])`.
"""

import base64
import binascii
import hashlib
import secrets
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from pathlib import Path
from typing import Annotated

from fastapi import HTTPException, Request, Security
from fastapi.security import APIKeyHeader, SecurityScopes
from filelock import FileLock
from pydantic import AwareDatetime, BaseModel, TypeAdapter, ValidationError

from app.passport import durable, replace

KEY = APIKeyHeader(name="X-API-Key", auto_error=False)
BROWSER = ("/docs", "/openapi.json")  # here a key may also come as a password
NO_KEY = "This needs a valid key."


class KeyFileError(Exception):
    """The file of the keys cannot be used; the message says why, and shows no key."""


class StoredKey(BaseModel):
    """What is kept of a key. The key itself is stored nowhere."""

    name: str
    scopes: list[str]
    sha256: str
    created: AwareDatetime
    expires: AwareDatetime
    revoked: AwareDatetime | None = None

    def state(self):
        """Return "valid", "revoked" or "expired"."""
        if self.revoked:
            return "revoked"
        return "valid" if datetime.now(UTC) < self.expires else "expired"


STORED = TypeAdapter(list[StoredKey])


def hashed(key):
    """SHA-256 of a key in bytes: right for 256 random bits, too fast for passwords."""
    return hashlib.sha256(key).hexdigest()


# --- the file ------------------------------------------------------------------------


def stored_keys(file):
    """Return the keys in a file, a list of StoredKey; raises KeyFileError."""
    try:
        return STORED.validate_json(Path(file).read_bytes())
    except OSError as error:
        why = error.strerror or "cannot be read"
    except ValidationError:  # its message would quote the file
        why = "this is no list of keys"
    raise KeyFileError(f"{Path(file).name}: {why}. To make a key: python keys.py")


def write_private(file, text):
    """Write a file, whole or not at all, that only its owner can read."""
    file = Path(file)
    draft = file.with_name(f"{file.name}.new")
    draft.unlink(missing_ok=True)  # of somebody who was killed
    try:
        draft.touch(0o600)
        with durable(draft) as out:
            out.write(text.encode())
        replace(draft, file)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def changing(file):
    """Hand over the list of keys to change, and write it. Two who do so take turns:

    else both would read the same list, and the later one would undo the earlier one.
    """
    with FileLock(f"{file}.lock", mode=0o600):
        keys = stored_keys(file) if Path(file).exists() else []
        yield keys
        write_private(file, STORED.dump_json(keys, indent=2).decode())


def new_key(file, name, scopes, prefix="key", days=365):
    """Add a client and return its key, which ends after so many days.

    Raises ValueError when the name is taken, or was.
    """
    if not name or days <= 0:
        raise ValueError("Say whose key it is to be, and for how many days.")
    # The beginning says whose key it is, to people and to programs that hunt for keys.
    key, now = f"{prefix}_{secrets.token_urlsafe(32)}", datetime.now(UTC)
    with changing(file) as keys:
        if any(each.name == name for each in keys):
            raise ValueError(f"The name {name} is taken, or was: take another one.")
        dates = {"created": now, "expires": now + timedelta(days)}
        digest = hashed(key.encode())
        keys.append(StoredKey(name=name, scopes=scopes, sha256=digest, **dates))
    return key


def revoke(file, name):
    """Take a key back; raises ValueError when there is none of that name."""
    with changing(file) as keys:
        mine = [each for each in keys if each.name == name and not each.revoked]
        if not mine:
            raise ValueError(f"There is no valid key named {name}.")
        mine[0].revoked = datetime.now(UTC)


class KeyStore:
    """The keys as the service sees them: the file is read again when it changes."""

    def __init__(self, file):
        self.file, self.seen, self.keys = Path(file), None, []
        self.read()  # a file that is missing or broken stops the start

    def read(self):
        """Return the keys as they are now; raises KeyFileError."""
        try:
            now = self.file.stat()
        except OSError:
            return stored_keys(self.file)  # says why
        state = (now.st_mtime_ns, now.st_size, now.st_ino)
        if self.seen != state:
            self.keys, self.seen = stored_keys(self.file), state
        return self.keys

    def find(self, key):
        """Return the StoredKey to which this key (bytes) belongs, if valid, or None."""
        digest = hashed(key)
        same = (each for each in self.read() if compare_digest(each.sha256, digest))
        return next((each for each in same if each.state() == "valid"), None)


# --- the request ---------------------------------------------------------------------


def path_in(scope):
    """Return the path of a request as routes have it: without the `root_path`."""
    path, root = scope["path"], scope.get("root_path", "")
    inside = path == root or path.startswith(f"{root}/")
    return path.removeprefix(root) if inside else path


def key_in(scope):
    """Return the key that was sent, as bytes; b"" when there is none."""
    headers = dict(scope["headers"])
    kind, _, rest = headers.get(b"authorization", b"").partition(b" ")
    if kind.lower() == b"basic" and path_in(scope).startswith(BROWSER):
        try:
            return base64.b64decode(rest).partition(b":")[2]  # any name : the key
        except binascii.Error:
            return b""
    return headers.get(b"x-api-key", b"")


def question(scope):
    """Return how to ask for a key: at "Basic" a browser shows a window for it."""
    kind = "Basic" if path_in(scope).startswith(BROWSER) else "ApiKey"
    return {"WWW-Authenticate": f'{kind} realm="api"'}


async def known_client(
    needed: SecurityScopes, request: Request, key: Annotated[str | None, Security(KEY)]
) -> StoredKey:
    """A dependency: 401 without a valid key, 403 if it is not for what is `needed`.

    Where the gate of limits.py stands in front, it has looked at the key before any of
    the body was read, and the client is in the request's state already.
    """
    client = getattr(request.state, "client", None)
    client = client or request.state.keys.find(key_in(request.scope))
    if client is None:
        raise HTTPException(401, NO_KEY, question(request.scope))
    request.state.client = client
    for scope in needed.scopes:
        if scope not in client.scopes:
            raise HTTPException(403, f"This key is not for {scope}.")
    return client
