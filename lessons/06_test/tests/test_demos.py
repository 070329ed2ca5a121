"""The test of the tests. A copy of the project may do without demos/."""

import pytest

from app.passport import PROJECT

mutate = pytest.importorskip("demos.mutate", reason="there is no demos/ here")
matrix = pytest.importorskip("demos.matrix", reason="there is no demos/ here")


def test_each_mutant_differs_from_the_program_in_one_line():
    program = "LIMIT = 1\n\ndef f(x):\n    return x < 2\n"
    assert [after for _, after, _ in mutate.mutants(program, "f")] == [
        "return x <= 2",
        "return x < 3",
    ]


def test_a_function_that_is_not_there_has_no_mutants():
    with pytest.raises(LookupError, match="there is no function g"):
        list(mutate.mutants("def f(): return 1", "g"))


def test_each_fault_can_be_planted_and_each_kind_of_test_is_there():
    for name, file, before, after in matrix.FAULTS:
        source = (PROJECT / file).read_text(encoding="utf-8")
        assert source.count(before) == 1, name
        compile(source.replace(before, after), file, "exec")
    assert all((PROJECT / file).is_file() for file in matrix.KINDS.values())
