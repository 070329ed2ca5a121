"""Does any test notice when the code is changed?

    python -m demos.mutate app/model.py verdict tests/test_unit.py

changes the function `verdict` of app/model.py, a little each time, and runs the tests
on each changed copy. In earnest: mutmut or cosmic-ray, which know many more changes.
"""

import ast
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SWAP = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
SWAP |= {ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.In: ast.NotIn}
# Nothing but pytest itself: it starts in a fifth of a second, and the tests are units.
PYTEST = ["-m", "pytest", "-q", "-x", "--noconftest", "-p", "no:cacheprovider"]
BARE = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def mutants(source, function):
    """Yield (line before, line after, changed source) for each change of a function.

    A comparison becomes its neighbour (< becomes <=), a number grows by 1.
    """
    original = ast.unparse(ast.parse(source))
    for i in range(len(parts(ast.parse(source), function))):
        tree = ast.parse(source)
        node = parts(tree, function)[i]
        if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAP:
            node.ops[0] = SWAP[type(node.ops[0])]()
        elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
            node.value += 1
        else:
            continue
        changed = ast.unparse(tree)
        lines = zip(original.splitlines(), changed.splitlines(), strict=True)
        before, after = next(pair for pair in lines if pair[0] != pair[1])
        yield before.strip(), after.strip(), changed


def parts(tree, function):
    """Return all nodes of the function with this name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == function:
            return list(ast.walk(node))
    raise LookupError(f"there is no function {function}")


def green(file, source, tests):
    """Do the tests pass when the file has this source? A hanging test fails."""
    with tempfile.TemporaryDirectory() as room:
        copy = Path(room)
        for path in ("app", "tests"):
            shutil.copytree(PROJECT / path, copy / path)
        (copy / file).write_text(source, encoding="utf-8")
        command, env = [sys.executable, *PYTEST, tests], os.environ | BARE
        try:
            done = subprocess.run(
                command, cwd=copy, env=env, capture_output=True, timeout=60
            )
        except subprocess.TimeoutExpired:
            return False
    return done.returncode == 0


if __name__ == "__main__":
    file, function, tests = sys.argv[1:4]
    source = (PROJECT / file).read_text(encoding="utf-8")
    if not green(file, source, tests):
        sys.exit("The tests are red before anything is changed.")
    for before, after, changed in mutants(source, function):
        fate = "SURVIVED" if green(file, changed, tests) else "noticed "
        print(f"{fate}  {before}  ->  {after}", flush=True)
