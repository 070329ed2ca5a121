"""For maintainers: lock again, and export what each set-up installs."""

import re
import subprocess
import sys
import tomllib

from course._fetch import fetch_uv, find_uv
from course._places import ROOT, STATE, say
from course.locked import LOCKED

# Other packages ask for these with an extra. The pip that comes with Python 3.11 counts
# a pin only if it names the extra as well; else it stops as soon as a newer one is out.
EXTRAS = {"bleach": "css", "coverage": "toml", "jsonschema": "format-nongpl"}


def exports(uv):
    """Each requirements file that the lock is exported to, with what it must hold."""
    export = [uv, "export", "--frozen", "--quiet", "--no-annotate", "--no-header"]
    wanted = {path: [group] for group, path in LOCKED.items()}
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for group in groups["dependency-groups"]:
        if group.startswith("extra-"):
            wanted[ROOT / f"requirements-{group[-2:]}.txt"] = [group]
    for folder in sorted(ROOT.glob("lessons/[0-9][0-9]_*")):
        group = f"lesson-{folder.name[:2]}"
        wanted[folder / "requirements.txt"] = [group, "--no-hashes"]
        for more in ("photos", "quick"):
            if (group := f"{more}-{folder.name[:2]}") in groups["dependency-groups"]:
                wanted[folder / f"requirements-{more}.txt"] = [group, "--no-hashes"]
    texts = {}
    for path, words in wanted.items():
        command = [*export, "--only-group", *words]
        text = subprocess.check_output(command, cwd=ROOT, encoding="utf-8")
        note = "These versions were tested together."
        if path.parent == ROOT:
            note = "Exported from uv.lock by `make lock`."
            for name, extra in EXTRAS.items():
                text = re.sub(rf"^{name}==", f"{name}[{extra}]==", text, flags=re.M)
        texts[path] = f"# {note}\n{text}"
    return texts


def lock(words):
    """Lock again, keeping what still fits (`--upgrade` does not), and export."""
    STATE.mkdir(exist_ok=True)
    uv = find_uv() or fetch_uv() or sys.exit(1)
    if subprocess.call([uv, "lock", *words], cwd=ROOT):
        sys.exit(1)
    for path, text in exports(uv).items():
        path.write_bytes(text.encode())
        say(f"{path.relative_to(ROOT)}: {text.count('==')} packages")
