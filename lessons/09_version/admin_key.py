"""Make the key that moves labels; the one before ends: python admin_key.py"""

import json
import os
import secrets
from pathlib import Path

from keystore import KeyStore, hashed, write_private


def key_file():
    return Path(os.environ.get("KEYS_FILE") or Path(__file__).with_name("keys.json"))


def new_admin_key():
    """Write a file with one client, who has the scope "admin"; return its key."""
    # The beginning says whose key it is, to people and to programs that hunt for keys.
    key = "recs_" + secrets.token_urlsafe(32)
    client = {"name": "admin", "scopes": ["admin"], "sha256": hashed(key.encode())}
    write_private(key_file(), json.dumps([client | {"revoked": None}]))
    return key


def opens(key):
    """Is it the key (bytes) of an admin? Nothing is while there is no file."""
    try:
        client = KeyStore(key_file()).find(key)
    except FileNotFoundError:
        return False
    return client is not None and "admin" in client["scopes"]


if __name__ == "__main__":
    print("The key is shown this once:", f"API_KEY={new_admin_key()}", sep="\n")
