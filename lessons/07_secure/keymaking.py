"""Make keys and take them back, one at a time. A running service notices both."""

import json
import secrets
from datetime import UTC, datetime
from pathlib import Path

from keystore import hashed, write_private

SCOPES = ("predict", "admin")


def clients_in(file):
    return json.loads(Path(file).read_text(encoding="utf-8"))


def new_key(file, name, scopes):
    """Add a client and return its key. The key itself is stored nowhere."""
    if not name:
        raise ValueError("Say whose key it is to be.")
    clients = clients_in(file) if Path(file).exists() else []
    if any(each["name"] == name for each in clients):
        raise ValueError(f"The name {name} is taken, or was: take another one.")
    # The beginning says whose key it is, to people and to programs that hunt for keys.
    key = "fraud_" + secrets.token_urlsafe(32)
    client = {"name": name, "scopes": list(scopes), "sha256": hashed(key.encode())}
    client |= {"created": datetime.now(UTC).isoformat("T", "seconds"), "revoked": None}
    write_private(file, json.dumps([*clients, client], indent=2))
    return key


def revoke(file, name):
    """Take a key back; raises ValueError when there is none of that name."""
    clients = clients_in(file)
    mine = [each for each in clients if each["name"] == name and not each["revoked"]]
    if not mine:
        raise ValueError(f"There is no valid key named {name}.")
    mine[0]["revoked"] = datetime.now(UTC).isoformat("T", "seconds")
    write_private(file, json.dumps(clients, indent=2))
