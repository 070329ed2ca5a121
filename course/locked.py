"""The files that uv.lock is exported to: what each set-up installs, with hashes."""

import hashlib
import re

from course._places import ROOT

LOCKED = {"lab": ROOT / "requirements.txt", "test": ROOT / "requirements-test.txt"}


def extras():
    """{lesson: file} of what one notebook only asks for: need_packages(9)."""
    found = ROOT.glob("requirements-[0-9][0-9].txt")
    return {int(path.stem[-2:]): path for path in sorted(found)}


def text(group):
    """What a group wants, as one text: `all` is what readers need, extras included."""
    paths = [LOCKED["lab"], *extras().values()] if group == "all" else [LOCKED[group]]
    return "".join(path.read_text("utf-8") for path in paths)


def fingerprint(group):
    return hashlib.sha256(text(group).encode()).hexdigest()


def asked(lesson):
    """The packages that a lesson asks for by name, without what they need in turn."""
    import tomllib  # not there in the Pythons that are too old

    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return sorted(groups["dependency-groups"][f"extra-{lesson:02}"])


def uv_pin():
    """uv's version and hashes, as locked."""
    pattern = r"^uv==.*\n(    --hash=.*\n)+"
    return re.search(pattern, LOCKED["test"].read_text("utf-8"), re.MULTILINE).group()
