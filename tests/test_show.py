"""show() prints a part of a file as it stands, with the lines where it stands."""

import pytest

from course._show import Shown, span

PYTHON = '''"""What this is."""

LIMIT = 3


class Box:
    def first(self):
        return 1

    @property
    def second(self):
        return 2


@decorated
def outside():
    pass
'''
RULES = "groups:\n\n- alert: One\n  expr: up\n\n- alert: Two\n  expr: down\n"


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("LIMIT", (3, 3)),
        ("Box", (6, 12)),
        ("Box.first", (7, 8)),
        ("Box.second", (10, 12)),
        ("outside", (15, 17)),
    ],
)
def test_a_part_of_a_program_is_found_with_its_decorators(name, lines):
    assert span("a.py", PYTHON, name) == lines


def test_a_paragraph_of_another_file_is_found():
    assert span("rules.yml", RULES, "alert: Two") == (6, 7)


@pytest.mark.parametrize("name", ["Box.third", "third", "third.first"])
def test_what_is_not_there_is_said(name):
    with pytest.raises(LookupError, match=name):
        span("a.py", PYTHON, name)


def test_a_part_says_where_it_stands():
    shown = Shown("05/app/model.py", 7, ["one", "two"])
    assert repr(shown) == "# 05/app/model.py, lines 7 to 8\none\ntwo"
    assert "```python\none\ntwo\n```" in shown._repr_markdown_()
