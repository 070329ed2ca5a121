"""`python -m course check N`: run your notebook and say which exercises are solved."""

import contextlib
import re
import subprocess
import sys
from pathlib import Path

from course._files import content
from course._terminal import Progress, Sorry, wrapped

VERDICT = re.compile(r"^[✓○] (\d+\.\d+) .*(?:\n  .*)*", re.MULTILINE)


def check(one, root, seconds):
    """Run the lesson's notebook; return whether all its exercises are solved.

    The notebook is not written, and the lesson's files are as they were afterwards.
    A cell may take `seconds`.
    """
    import nbformat

    from course.exercises import load

    file = one.notebook(root)
    try:
        notebook = nbformat.read(file, as_version=4)
    except Exception as error:  # nbformat has no common class for "not a notebook"
        raise Sorry(
            f"{file.name} cannot be read as a notebook ({_short(error)}). "
            f"python -m course reset {one.number} brings the published one back."
        ) from None
    verdicts = {}
    cells = sum(cell.cell_type == "code" for cell in notebook.cells)
    text = f"Running notebooks/{file.name} ({cells} cells; it is not changed) …"
    print(text, flush=True)
    with Progress("starting the kernel") as progress, kept(one.folder(root)):
        trouble = _run(notebook, file.parent, seconds, progress, verdicts)
    if trouble:
        print(wrapped(trouble, sys.stdout))
    wanted = list(load(one.number)) or one.exercises(root)
    for number in wanted:
        if number not in verdicts:
            problem = f'no check("{number}") was run in this notebook.'
            print(f"○ {number} not yet: {problem}")
    solved = [n for n in wanted if verdicts.get(n, "").startswith("✓")]
    print(f"{len(solved)} of {len(wanted)} exercises solved.")
    return solved == wanted


def _run(notebook, folder, seconds, progress, verdicts, tries=2):
    """Run all cells, print each verdict; return a sentence on the first trouble."""
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient import NotebookClient
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    code = [each for each in enumerate(notebook.cells) if each[1].cell_type == "code"]
    client = NotebookClient(
        notebook,
        timeout=seconds,
        kernel_name="python3",
        allow_errors=True,
        resources={"metadata": {"path": str(folder)}},
    )
    trouble = None
    try:
        # What the kernel itself says on the terminal is not for the reader.
        with client.setup_kernel(stderr=subprocess.DEVNULL):
            for number, (index, cell) in enumerate(code, start=1):
                progress.note = f"cell {number} of {len(code)}"
                client.execute_cell(cell, index)
                for verdict in _verdicts(cell):
                    verdicts[verdict[1]] = verdict[0]
                    progress.say(verdict[0])
                trouble = trouble or _error(cell)
    except NoSuchKernel:
        raise Sorry(
            "There is no kernel python3 here. Run: python -m course doctor"
        ) from None
    except CellTimeoutError:
        return f"A cell took more than {seconds} s, so I stopped there: {_first(cell)}"
    except DeadKernelError:
        return f"The kernel died, so I stopped there: {_first(cell)}"
    except RuntimeError as error:
        if tries > 1:  # a port that it had found free was taken by the time it used it
            return _run(notebook, folder, seconds, progress, verdicts, tries - 1)
        raise Sorry(
            f"The kernel does not start ({_short(error)}). Run: python -m course doctor"
        ) from None
    return trouble


@contextlib.contextmanager
def kept(folder):
    """Put a lesson's files back as they were: %%writefile cells rewrite them."""
    before = {Path(folder, name): data for name, data in content(folder).items()}
    try:
        yield
    finally:
        for path, data in before.items():
            if not path.is_file() or path.read_bytes() != data:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)


def _verdicts(cell):
    for output in cell.get("outputs", []):
        if output.output_type == "stream" and output.name == "stdout":
            yield from VERDICT.finditer(output.text)


def _error(cell):
    if "raises-exception" in cell.metadata.get("tags", []):
        return None
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            what = f"{output.ename}: {_short(output.evalue)}".rstrip(": ")
            return f"A cell stopped with {what}\n  It begins: {_first(cell)}"
    return None


def _first(cell):
    return next((line for line in cell.source.splitlines() if line.strip()), "")


def _short(error):
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else ""
