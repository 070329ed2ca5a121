"""The doctor looks at the packages, and at the kernel that notebooks run in."""

import os
import subprocess
import sys
from pathlib import Path

from course import installed
from course._look import (
    Finding,
    export,
    few,
    in_folder,
    line_of,
    read,
    set_up,
    this_python,
    unset,
)


def locked(root):
    cure = in_folder(root, set_up(root))
    text = read(root / "requirements.txt")
    if text is None:
        sentence = "there is no requirements.txt in the course's folder"
        cure = "Get the whole course again, into a new folder."
        if (root / ".git").exists():
            cure = in_folder(root, "git checkout HEAD -- requirements.txt")
        return Finding("P", False, sentence, cure)
    sites = installed.own_sites()
    wrong = installed.differences(text, sites)
    kinds = {"missing": [], "in another version": [], "damaged": [], "too many": []}
    for name, what in wrong.items():
        kind = what if what in kinds else "in another version"
        kinds[kind].append(name if what == kind else f"{name} {what}")
    kinds["too many"] = installed.harmful(sites)
    count = len(installed.wanted(text))
    parts = [f"{len(of)} {kind} ({few(of)})" for kind, of in kinds.items() if of]
    if parts:
        sentence = f"of {count} packages, {', '.join(parts)}"
        return Finding("P", False, sentence, cure)
    return Finding("P", True, f"{count} packages as in requirements.txt", "")


def extras(root):
    """Say whether the packages are there that one notebook only needs: no fault."""
    missing = []
    for file in sorted(root.glob("requirements-[0-9][0-9].txt")):
        if installed.differences(read(file), installed.own_sites()):
            missing.append(f"{int(file.stem[-2:])}")
    if not list(root.glob("requirements-[0-9][0-9].txt")):
        return None
    if not missing:
        return Finding(
            "P", True, "what single notebooks need besides is there, too", ""
        )
    text = f"what notebook {' and '.join(missing)} needs besides is not there yet: "
    text += "it is fetched there, or now, by `make lab ALL=1`"
    return Finding("P", True, text, "")


def kernel(root):
    cure, place = in_folder(root, set_up(root)), None
    try:
        from jupyter_client import kernelspec, manager

        place = kernelspec.get_kernel_spec("python3").resource_dir
        started = manager.start_new_kernel(
            startup_timeout=30, kernel_name="python3", stderr=subprocess.DEVNULL
        )
    except Exception as error:
        text = f"the kernel python3 does not start: {line_of(error)}"
        return Finding("K", False, text, _other_kernel(place) if place else cure)
    try:
        prefix = _ask(started[1], "import sys; print(sys.prefix, end='')")
    finally:
        started[1].stop_channels()
        started[0].shutdown_kernel(now=True)
    if os.path.realpath(prefix) == os.path.realpath(sys.prefix):
        return Finding("K", True, "the kernel python3 starts in this environment", "")
    text = f"the kernel python3 belongs to {prefix}, by {place}"
    return Finding("K", False, text, _other_kernel(place))


def _other_kernel(place):
    """How to come back to the environment's own kernel from the one in `place`."""
    below = os.environ.get("JUPYTER_PATH", "").split(os.pathsep)
    if any(path and Path(place).is_relative_to(path) for path in below):
        return "Run: " + unset("JUPYTER_PATH")
    own = os.path.realpath(sys.prefix)
    install = f"{this_python()} -m ipykernel install --sys-prefix"
    if os.path.realpath(place).startswith(own):
        return f"Run: {install}"
    return "Run: " + export(JUPYTER_PREFER_ENV_PATH="1") + f" && {install}"


def _ask(client, source):
    heard = []

    def hear(message):
        if message["msg_type"] == "stream":
            heard.append(message["content"]["text"])

    client.execute_interactive(source, timeout=20, output_hook=hear)
    return "".join(heard)
