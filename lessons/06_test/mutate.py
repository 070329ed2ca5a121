"""Does any test notice when the code is changed? python mutate.py MODULE.py TESTS.py"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from mutants import mutants

# Nothing but pytest itself: it starts in a fifth of a second, and the tests are units.
PYTEST = ["-m", "pytest", "-q", "-x", "--noconftest", "-p", "no:cacheprovider"]
BARE = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def green(module, source, tests):
    """Do the tests pass when the module has this source? A hanging test fails."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, module.name).write_text(source, encoding="utf-8")
        Path(folder, tests.name).write_bytes(tests.read_bytes())
        command, env = [sys.executable, *PYTEST, tests.name], os.environ | BARE
        try:
            done = subprocess.run(
                command, cwd=folder, env=env, capture_output=True, timeout=30
            )
        except subprocess.TimeoutExpired:
            return False
    return done.returncode == 0


if __name__ == "__main__":
    module, tests = map(Path, sys.argv[1:3])
    source = module.read_text(encoding="utf-8")
    if not green(module, source, tests):
        sys.exit("The tests are red before anything is changed.")
    for before, after, changed in mutants(source):
        fate = "SURVIVED" if green(module, changed, tests) else "noticed "
        print(f"{fate}  {before}  ->  {after}")
