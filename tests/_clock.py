"""How long a notebook takes to read and run, by a rule, so that what it promises holds.

Prose, comments and docstrings: 180 words a minute. A line of code that the reader has
not met before in the notebook: 15 seconds where the cells have it, 10 where `show`
prints a part of the project; one that they have met: 3. An output: 10 seconds; one
with a chart, a traceback or many lines: 25. Cells that take long themselves add what
they take. Exercises, with what stands under their headings, are not in it.

The rule comes from fresh readers, who noted what they needed.
"""

import re

import nbformat

WORDS = 180 / 60  # a second
NEW, SHOWN, KNOWN = 15, 10, 3  # seconds for a line
OUTPUT, LARGE = 10, 25  # seconds
HEADING = re.compile(r"(?m)^(?=#{2,3} )")


def sections(notebook):
    """{heading: seconds}, exercises included, as "Exercise 3.1 — …"."""
    seen, found, here = set(), {}, ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for part in HEADING.split(cell.source):
                if heading := re.match(r"#{2,3} (.+)", part):
                    here = heading[1]
                add(found, here, len(part.split()) / WORDS)
        elif cell.cell_type == "code":
            add(found, here, lines(cell.source, NEW, seen))
            for output in cell.outputs:
                add(found, here, glance(output, "show(" in cell.source, seen))
    return found


def add(found, here, seconds):
    found[here] = found.get(here, 0) + seconds


def lines(text, new, seen):
    """Seconds for lines of code, by what is in them."""
    seconds, docstring = 0, False
    for line in map(str.strip, text.splitlines()):
        quotes = line.count('"""')
        if docstring or line.startswith(('"""', "#")):
            seconds += len(line.split()) / WORDS
            docstring ^= quotes % 2 == 1
        elif line:
            seconds += KNOWN if line in seen else new
            seen.add(line)
    return seconds


def glance(output, shows, seen):
    """Seconds for an output."""
    data = output.get("data", {})
    text = "".join(output.get("text", data.get("text/plain", "")))
    if shows and "image/png" not in data:
        return lines(text, SHOWN, seen)
    large = "image/png" in data or output.output_type == "error"
    return LARGE if large or text.count("\n") > 5 else OUTPUT


def reading(path):
    """Minutes for all but the exercises."""
    found = sections(nbformat.read(path, as_version=4))
    return sum(s for name, s in found.items() if not is_exercise(name)) / 60


def is_exercise(name):
    return name.startswith("Exercise")
