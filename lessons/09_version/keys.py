"""Keys for those who move labels: python keys.py [new NAME | revoke NAME | list]"""

import argparse

from app.config import SettingsError, read_settings
from app.security import KeyFileError, new_key, revoke, stored_keys


def main(command, name):
    file = read_settings().keys_file
    if command == "revoke":
        revoke(file, name)
        print(f"The key of {name} is valid no longer.")
    elif command == "list":
        for each in stored_keys(file):
            print(each.name, *each.scopes, each.state())
    else:
        key = new_key(file, name, ["admin"], prefix="recs")
        print(f"The key of {name}, for a year, is shown this once:", f"API_KEY={key}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(usage=__doc__)
    commands = ["new", "revoke", "list"]
    parser.add_argument("command", nargs="?", choices=commands, default="new")
    parser.add_argument("name", nargs="?", default="admin")
    try:
        main(**vars(parser.parse_args()))
    except (ValueError, KeyFileError, SettingsError) as problem:
        raise SystemExit(str(problem)) from None
    except OSError as problem:
        raise SystemExit(f"Nothing was changed: {problem.strerror}") from None
