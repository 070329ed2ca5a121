"""The repository is whole, says what is true, and holds nothing that it should not."""

import re
import sys
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pytest
from _repo import ROOT, files, lessons, read, run

from course.catalog import LESSONS

ALL = files()
BUILT = {".joblib", ".pkl", ".pickle", ".onnx", ".skops", ".npy", ".npz", ".pt", ".h5"}
BUILT |= {".pyc", ".so", ".whl", ".zip", ".gz", ".sqlite", ".db"}
SECRET_FILES = re.compile(r"(^|/)(\.env|id_[a-z0-9]+|.*\.(pem|key|p12|pfx|htpasswd))$")
SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{30,}"
    r"|\bsk-[\w-]{32,}|\bxox[abp]-\w{10,}|\bhf_\w{30,}|\beyJ\w{20,}\.eyJ\w{20,}"
)
HERE = re.compile(r"/(?:root|work)/")
BANNED = re.compile(
    r"\b(simply|just|obviously|easy|easily|magic|powerful|blazing\w*)\b", re.IGNORECASE
)
EMOJI = re.compile(r"[\u2600-\u27bf\u2b50\u2b55\ufe0f\U0001f000-\U0001faff]")


def text(name):
    """A file's text, or None for a picture."""
    try:
        return (ROOT / name).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def prose():
    """(name, text) of all that is written for people, code blocks left out."""
    for name in ALL:
        if name.endswith(".md"):
            yield name, without_code(text(name))
        elif name.endswith(".ipynb"):
            for cell in read(name).cells:
                if cell.cell_type == "markdown":
                    yield name, without_code(cell.source)


def without_code(markdown):
    markdown = re.sub(r"^(```|~~~).*?^\1", "", markdown, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"`[^`\n]+`", "", markdown)


def test_nothing_built_is_committed():
    built = [name for name in ALL if PurePosixPath(name).suffix in BUILT]
    models = [n for n in ALL if re.match(r"(.*/)?models/(?!README\.md$)", n)]
    assert built + models == []


def test_nothing_secret_is_committed():
    assert [name for name in ALL if SECRET_FILES.search(name)] == []
    found = {name: SECRETS.findall(text(name) or "") for name in ALL}
    assert {name for name, secrets in found.items() if secrets} == set()


def test_nothing_large_is_committed():
    sizes = {name: (ROOT / name).stat().st_size for name in ALL if name != "uv.lock"}
    assert {name for name, size in sizes.items() if size > 500_000} == set()


def test_nothing_tells_of_the_machine_it_was_written_on():
    assert [name for name in ALL if HERE.search(text(name) or "")] == []


def test_lines_end_in_one_way():
    texts = [name for name in ALL if text(name) is not None]
    assert [name for name in texts if b"\r\n" in (ROOT / name).read_bytes()] == []


def test_words():
    found = [(name, word) for name, said in prose() for word in BANNED.findall(said)]
    assert found == []


def test_no_emoji_in_headings():
    for name, said in prose():
        for heading in re.findall(r"^#+ .*$", said, re.MULTILINE):
            assert not EMOJI.search(heading), (name, heading)


def test_links_lead_somewhere():
    there = set(ALL) | {str(p) for name in ALL for p in PurePosixPath(name).parents}
    lost = []
    for name, said in prose():
        targets = re.findall(r"\]\(<?([^)>\s]+)", said)
        targets += re.findall(r"""(?:src|href)=["']([^"']+)""", said)
        for target in targets:
            if re.match(r"[a-z]+:|#", target):
                continue
            path = Path(ROOT, name).parent / unquote(target.partition("#")[0])
            path = path.resolve()
            known = path.is_relative_to(ROOT)
            if not known or path.relative_to(ROOT).as_posix() not in there:
                lost.append(f"{name}: {target}")
    assert lost == []


def test_the_map_shows_all_lessons():
    assert "README.md" in ALL
    rows = [line for line in text("README.md").splitlines() if line.startswith("|")]
    assert len(LESSONS) == 15
    for lesson in LESSONS:
        link = f"notebooks/{lesson.title}.ipynb"
        row = rf"\|\s*\[?{lesson.number:02}\b.*\b{lesson.name}\b"
        found = [line for line in rows if re.match(row, line)]
        assert len(found) == 1, f"one row of the map begins | {lesson.number:02}"
        if lesson.exists(ROOT):
            assert f"]({link})" in found[0]
        else:
            assert "](" not in found[0] and "not yet" in found[0], found[0]


@pytest.mark.parametrize("lesson", lessons())
def test_a_lesson_is_whole(lesson):
    number = int(lesson[:2])
    assert [one.title for one in LESSONS if one.number == number] == [lesson]
    own = {name.split("/", 2)[2] for name in files(f"lessons/{lesson}")}
    needed = {"README.md", "requirements.txt", "train.py", "tour.ipynb"}
    needed |= {"app.py" if number < 5 else "app/main.py"} if number >= 3 else set()
    needed |= {"client.py"} if number >= 4 else set()
    needed |= {"app/__init__.py", "tests/__init__.py"} if number >= 5 else set()
    assert needed - own == set()
    where = r"test_\w+\.py" if number < 5 else r"tests/test_\w+\.py"
    assert any(re.fullmatch(where, name) for name in own)
    for other in (f"notebooks/{lesson}.ipynb", f"solutions/{lesson}.ipynb"):
        assert other in ALL, other


def test_ruff_finds_nothing():
    command = [sys.executable, "-m", "ruff", "check", "--output-format=concise", "."]
    done = run(command, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_ruff_would_format_nothing():
    done = run([sys.executable, "-m", "ruff", "format", "--diff", "-q", "."], cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
