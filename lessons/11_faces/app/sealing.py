"""Encryption of what is kept of people, with one key that is not kept beside it.

AES-GCM of the library cryptography: what was changed, or belongs to somebody else, does
not open. Whoever has only the file, a backup of it, or the disk, reads nothing.
"""

import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12  # bytes; a new one each time, so equal texts do not look equal


class SealError(Exception):
    """It does not open: another key, another owner, or somebody has changed it."""


class Seal:
    """Seals bytes with a `key` of 32 bytes."""

    def __init__(self, key):
        self.key, self.cipher = key, AESGCM(key)

    def close(self, data, whose):
        """Return bytes encrypted, so that they open only for the same `whose`."""
        nonce = secrets.token_bytes(NONCE)
        return nonce + self.cipher.encrypt(nonce, data, whose.encode())

    def open(self, sealed, whose):
        """Return the bytes again; raises SealError."""
        nonce, rest = sealed[:NONCE], sealed[NONCE:]
        try:
            return self.cipher.decrypt(nonce, rest, whose.encode())
        except (InvalidTag, ValueError):
            raise SealError("This was sealed with another key.") from None

    def fingerprint(self, *parts):
        """Return a text that is the same for the same parts (bytes).

        Without the key nobody can find out what it was made of, not even by trying all
        that it could be.
        """
        each = b"".join(hashlib.sha256(part).digest() for part in parts)
        return hmac.new(self.key, each, "sha256").hexdigest()
