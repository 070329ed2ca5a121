"""Who may ask. Keys are kept as hashes; the file is read again when it changes."""

import hashlib
import json
import os
import tempfile
from hmac import compare_digest
from pathlib import Path


def hashed(key):
    """SHA-256 of a key in bytes: right for 256 random bits, too fast for passwords."""
    return hashlib.sha256(key).hexdigest()


def write_private(file, text):
    """Write a file, whole or not at all, that only its owner can read."""
    number, draft = tempfile.mkstemp(".key", dir=Path(file).parent)  # 0600
    with os.fdopen(number, "w", encoding="utf-8") as out:
        out.write(text)
    os.replace(draft, file)


class KeyStore:
    """The clients in a file: name, scopes, sha256, revoked (null or when)."""

    def __init__(self, file):
        self.file, self.seen, self.clients = Path(file), None, []
        self.find(b"")  # a file that is missing or broken stops the start

    def find(self, key):
        """Return the client to whom this key (bytes) belongs, or None."""
        now = self.file.stat()
        if self.seen != (state := (now.st_mtime_ns, now.st_size, now.st_ino)):
            self.clients = json.loads(self.file.read_text(encoding="utf-8"))
            self.seen = state
        digest = hashed(key)
        valid = (each for each in self.clients if not each["revoked"])
        return next((c for c in valid if compare_digest(c["sha256"], digest)), None)
