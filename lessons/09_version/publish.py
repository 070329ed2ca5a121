"""Publish the model that train.py saved as the next version: python publish.py"""

import json
import shutil
from pathlib import Path

from durable import draft_name, write_whole
from registry import MODELS, NAME, REGISTRY, next_number, take
from sums import write_sums


class NotPublished(Exception):
    pass


def publish(registry=REGISTRY, source=MODELS):
    """Copy the model in `source` as the next version; return its number.

    Raises NotPublished. Neither that nor a crash leaves a part of a version behind.
    """
    draft = Path(registry) / draft_name()
    try:
        passport = json.loads((Path(source) / f"{NAME}.json").read_bytes())
        data = (Path(source) / f"{NAME}.joblib").read_bytes()
        draft.mkdir(parents=True)
        write_whole(draft / f"{NAME}.joblib", data)
        while True:
            passport["version"] = str(number := next_number(registry))
            write_whole(draft / f"{NAME}.json", json.dumps(passport, indent=2).encode())
            write_sums(draft)
            if take(draft, number):
                return number
    except OSError as error:
        raise NotPublished(f"Nothing published: {error.strerror}.") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)  # gone already, if all went well


if __name__ == "__main__":
    print("published version", publish())
