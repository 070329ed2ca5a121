"""Make the secrets, make keys and take them back. A running service notices.

python keys.py init | new NAME [--scope recognise enrol admin] [--days 365]
               | revoke NAME | list
"""

import argparse
import base64
import secrets

from filelock import FileLock

from app.config import PROJECT, SettingsError, read_settings
from app.security import KeyFileError, new_key, revoke, stored_keys, write_private

SCOPES = ("recognise", "enrol", "admin")


def init():
    """Write .env, unless there is one; return the name of the first client."""
    env = PROJECT / ".env"
    with FileLock(PROJECT / ".env.lock", mode=0o600):
        if env.exists():
            raise ValueError("There is an .env already. Nothing was changed.")
        key = base64.b64encode(secrets.token_bytes(32)).decode()
        text = f"FACES_KEY={key}\nKEYS_FILE=keys.json\n"
        write_private(env, text)
    return "first"


def main(command, name, scope, days):
    name = init() if command == "init" else name
    # The first key opens all; whoever gets another one needs less.
    scope = scope or (list(SCOPES) if command == "init" else ["recognise"])
    file = read_settings().keys_file
    if command == "revoke":
        revoke(file, name)
        print(f"The key of {name} is no longer valid.")
    elif command == "list":
        for each in stored_keys(file):
            end = each.revoked or each.expires
            print(each.name, *each.scopes, each.state(), f"{end:%Y-%m-%d}")
    else:
        print(f"API_KEY={new_key(file, name, scope, 'faces', days)}")
        print(f"This key of {name}, for {' and '.join(scope)}, is shown this once.")
        print(f"It ends after {days} days.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("command", choices=["init", "new", "revoke", "list"])
    parser.add_argument("name", nargs="?", default="")
    parser.add_argument("--scope", nargs="+", choices=SCOPES)
    parser.add_argument("--days", type=int, default=365)
    try:
        main(**vars(parser.parse_args()))
    except (ValueError, OSError, SettingsError, KeyFileError) as problem:
        raise SystemExit(str(problem)) from None
