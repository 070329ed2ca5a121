"""How much a set-up fetches: uv.lock keeps the sizes of the wheels that fit here."""

import platform
import re
import sys
import tomllib

PLATFORMS = {
    "linux": r"(many)?linux.*_{}",
    "darwin": r"macosx_.*_({}|universal2)",
    "win32": r"win_{}",
}


def fits(filename, minor, system=sys.platform, machine=None):
    """Whether a wheel installs on CPython 3.`minor` of that system and machine."""
    machine = re.escape((machine or platform.machine()).lower())
    python, abi, where = (
        part.split(".") for part in filename.removesuffix(".whl").split("-")[-3:]
    )
    place = re.compile("any|" + PLATFORMS.get(system, "never").format(machine))
    if not any(place.fullmatch(tag) for tag in where):
        return False
    if "abi3" in abi:  # made for one version and all later ones
        return any(tag[:3] == "cp3" and int(tag[3:]) <= minor for tag in python)
    here = f"cp3{minor}"
    pure = "none" in abi and not {"py3", f"py3{minor}", here}.isdisjoint(python)
    return pure or (here in python and here in abi)


def to_fetch(lock, requirements, minor=sys.version_info[1]):
    """Bytes that installing `requirements` (text, with hashes) from `lock` fetches."""
    wanted = set(re.findall(r"sha256:\w+", requirements))
    largest = {}  # two versions of one package differ by Python and hardly in size
    for package in tomllib.loads(lock)["package"]:
        for wheel in package.get("wheels", []):
            name = wheel["url"].rpartition("/")[2]
            if wheel["hash"] in wanted and fits(name, minor):
                size = max(wheel["size"], largest.get(package["name"], 0))
                largest[package["name"]] = size
    return sum(largest.values())
