"""show(file, name): a part of a project as it stands there, with its lines."""

import ast
from pathlib import Path

FENCES = {".py": "python", ".yml": "yaml", ".yaml": "yaml", ".js": "js"}


class Shown:
    """A piece of a file; JupyterLab colours it, everything else prints it."""

    def __init__(self, path, first, lines):
        self.path, self.first, self.lines = path, first, lines

    def where(self):
        last = self.first + len(self.lines) - 1
        to = "" if last == self.first else f" to {last}"
        return f"{self.path}, line{'s' * bool(to)} {self.first}{to}"

    def __repr__(self):
        return "\n".join([f"# {self.where()}", *self.lines])

    def _repr_markdown_(self):
        kind = FENCES.get(Path(self.path).suffix, "text")
        return "\n".join([f"*{self.where()}*", "", f"```{kind}", *self.lines, "```"])


def show(path, *names):
    """Show what a file of a project says: all of it, or the parts that are named.

    In a Python file a part is a function, a class, a method (`Class.method`) or a
    constant. In any other file it is the paragraph, between blank lines, in which the
    name stands first. Raises LookupError where there is no such part.
    """
    from IPython.display import display

    text = Path(path).read_text(encoding="utf-8")
    # As a reader would look for it: from the project's folder on.
    known = Path(path).as_posix().rpartition("lessons/")[2]
    lines = text.splitlines()
    spans = [span(path, text, name) for name in names] or [(1, len(lines))]
    for first, last in spans:
        display(Shown(known, first, lines[first - 1 : last]))


def span(path, text, name):
    """Return the first and the last line of a part, counted from 1."""
    found = None
    if Path(path).suffix == ".py":
        found = python_span(ast.parse(text), name.split("."))
    else:
        found = paragraph(text.splitlines(), name)
    if not found:
        raise LookupError(f"{path} has nothing called {name}")
    return found


def python_span(node, steps):
    for child in ast.iter_child_nodes(node):
        if steps[0] in bound(child):
            if len(steps) > 1:
                return python_span(child, steps[1:])
            decorators = getattr(child, "decorator_list", [])
            return min(each.lineno for each in [child, *decorators]), child.end_lineno
    return None


def bound(node):
    """Return the names that a statement binds."""
    if isinstance(node, ast.Assign):
        return {one.id for one in node.targets if isinstance(one, ast.Name)}
    if isinstance(node, ast.AnnAssign):
        return {getattr(node.target, "id", None)}
    return {getattr(node, "name", None)}


def paragraph(lines, name):
    for number, line in enumerate(lines):
        if name in line:
            first = last = number
            while first and lines[first - 1].strip():
                first -= 1
            while last + 1 < len(lines) and lines[last + 1].strip():
                last += 1
            return first + 1, last + 1
    return None
