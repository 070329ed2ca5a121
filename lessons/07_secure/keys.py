"""python keys.py init | new NAME [--scope predict admin] | revoke NAME | list"""

import argparse
import secrets

from keymaking import SCOPES, clients_in, new_key, revoke
from keystore import write_private
from settings import HERE, SettingsError, read_settings


def init():
    if (HERE / ".env").exists():
        raise ValueError("There is an .env already. Nothing was changed.")
    text = f"AUDIT_SECRET={secrets.token_hex(32)}\nKEYS_FILE=keys.json\n"
    write_private(HERE / ".env", text)
    return "first"


def main(command, name, scope):
    name = init() if command == "init" else name
    file = read_settings().keys_file
    if command == "revoke":
        revoke(file, name)
    elif command == "list":
        for each in clients_in(file):
            print(each["name"], *each["scopes"], each["revoked"] or "valid")
    else:
        print(f"API_KEY={new_key(file, name, scope)}")
        print(f"This key of {name}, for {' and '.join(scope)}, is shown this once.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("command", choices=["init", "new", "revoke", "list"])
    parser.add_argument("name", nargs="?", default="")
    parser.add_argument("--scope", nargs="+", choices=SCOPES, default=["predict"])
    try:
        main(**vars(parser.parse_args()))
    except (ValueError, OSError, SettingsError) as problem:
        raise SystemExit(str(problem)) from None
