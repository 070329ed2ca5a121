"""What makes a lesson's file one of your project: its name, and no word of the course.

What only a reader of the course needs is marked where it stands, and stays behind:

- in README.md and in notebooks, from `<!-- course -->` to `<!-- /course -->`;
- in programs and settings, from a line `# course` to a line `# /course`;
- cells with the tag `course` or `demos`;
- the folder `demos/`, its tests in `tests/test_demos*.py`, its lines in README's tree.
"""

import json
import re

INLINE = re.compile(r"[ \t]*<!-- course -->.*?<!-- /course -->", re.DOTALL)
BLOCK = re.compile(rf"^{INLINE.pattern}[ \t]*(?:\r?\n)*", re.M | re.DOTALL)
LINES = re.compile(
    r"^[ \t]*# course[ \t]*\r?\n.*?^[ \t]*# /course[ \t]*(?:\r?\n|\Z)", re.M | re.DOTALL
)
TAGS = {"course", "demos"}
IGNORED = "# Built, or yours alone.\n" + "".join(
    f"{name}\n"
    for name in (
        "models/", ".venv/", ".env", "__pycache__/", ".pytest_cache/", ".hypothesis/",
        ".ruff_cache/", ".ipynb_checkpoints/", ".coverage",
    )
)  # fmt: skip


def belongs(name):
    """Whether a lesson's file is part of the project, by its path in the folder."""
    return not re.match(r"demos/|tests/test_demos\w*\.py$", name)


def mine(file, data, name):
    """The content of a lesson's file as it is in the project called `name`."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return data
    if file.endswith(".ipynb"):
        text = notebook(text, name)
    elif file.endswith(".md"):
        text = unmarked(text).rstrip() + "\n"
    else:
        text = LINES.sub("", text)
    if file == "README.md":
        text = re.sub(r"^# .*$", lambda _: f"# {name}", text, count=1, flags=re.M)
        text = without_demos(text)
    elif file in ("app.py", "app/main.py"):
        title = f"title={json.dumps(name, ensure_ascii=False)}"
        text = re.sub(r'title="[^"\n]*"', lambda _: title, text, count=1)
    return text.encode()


def unmarked(text):
    """Drop what is marked: whole paragraphs, and sentences within one."""
    return INLINE.sub("", BLOCK.sub("", text))


def notebook(text, name):
    """A tour under the project's name, without the marked cells and sentences."""
    content = json.loads(text)
    kept = []
    for cell in content["cells"]:
        if TAGS & set(cell["metadata"].get("tags", [])):
            continue
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            plain = unmarked(source).rstrip()
            if not kept:
                plain = re.sub(r"^# .*", lambda _: f"# {name}: a tour", plain, count=1)
            if not plain:
                continue
            if plain != source:
                cell["source"] = plain.splitlines(keepends=True)
        cell["id"] = f"tour-{len(kept) + 1:02}"  # a lesson's cells are called after it
        kept.append(cell)
    content["cells"] = kept
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def without_demos(text):
    """Take `demos/` out of the tree of files, and what the tree shows below it."""
    lines, depth = [], None
    for line in text.splitlines(keepends=True):
        if re.match(r"\W*demos/", line):
            depth = line.index("demos/")
            continue
        word = re.search(r"[\w.`]", line)
        if depth is not None and word and word.start() > depth:
            continue
        depth = None
        lines.append(line)
    return "".join(lines)
