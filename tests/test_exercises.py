"""Every check is proven: it refuses the starter and each known mistake, each in its
own words, and accepts the solution."""

import re
from contextlib import ExitStack
from pathlib import PurePosixPath

import pytest
from _kernel import kernel
from _repo import ROOT, child_env, clone, exercise_id, git, notebooks, read, tags

from course.exercises import load

# Each answer starts from the names that the set-up cell left, and from no others. To
# run that cell again would start its servers again, for seconds each.
REMEMBER = """
import builtins

def back_to_set_up(names, kept):
    names.clear()
    names.update(kept)

builtins.back_to_set_up, builtins.kept = back_to_set_up, {**globals()}
"""
LESSONS = [PurePosixPath(name).stem for name in notebooks("notebooks")]
each_lesson = pytest.mark.parametrize("lesson", LESSONS)


def tagged(name, tag):
    """{exercise: source} of the cells with a tag, in the notebook's order."""
    if not (ROOT / name).exists():
        return {}
    cells = [cell for cell in read(name).cells if tag in tags(cell)]
    return {exercise_id(cell): cell.source for cell in cells}


def starters(lesson):
    return tagged(f"notebooks/{lesson}.ipynb", "exercise")


def solutions(lesson):
    return tagged(f"solutions/{lesson}.ipynb", "solution")


def wrong_answers(lesson):
    """{exercise: [(name of the mistake, fragment of the message, code)]}"""
    path, found = ROOT / f"tests/wrong/{lesson}.py", {}
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    for block in re.split(r"^# %% ", text, flags=re.MULTILINE)[1:]:
        title, _, code = block.partition("\n")
        exercise, name, fragment = (part.strip() for part in title.split("|", 2))
        found.setdefault(exercise, []).append((name, fragment, code))
    return found


@pytest.fixture(scope="session")
def ask(tmp_path_factory, projects):
    """ask(lesson, exercise, code) runs an answer and returns what the check says."""
    rooms = {}
    with ExitStack() as stack:

        def ask(lesson, exercise, code, may_raise=False, last=None):
            if lesson not in rooms:
                tmp = tmp_path_factory.mktemp(lesson)
                folder = clone(tmp / "clone")
                projects.warm(lesson, folder)
                room = kernel(folder / "notebooks", child_env(tmp))
                rooms[lesson] = folder, stack.enter_context(room)
                first = tagged(f"solutions/{lesson}.ipynb", "setup")
                assert len(first) == 1, "the solutions have one set-up cell"
                for source in (*first.values(), REMEMBER):
                    _, error = rooms[lesson][1].run(source)
                    assert not error, f"the set-up cell fails: {error}"
            folder, room = rooms[lesson]
            git(folder, "checkout", "-q", ".")
            git(folder, "clean", "-fdq")
            _, error = room.run("back_to_set_up(globals(), kept)")
            assert not error, f"going back to the set-up cell fails: {error}"
            _, error = room.run(code)
            assert may_raise or not error, f"the answer fails: {error}"
            said, error = room.run(last or f'check("{exercise}")')
            assert not error, f"the check itself fails: {error}"
            return said.replace("\n  ", " ")  # long messages are wrapped

        yield ask


@each_lesson
def test_notebook_solutions_and_checks_have_the_same_exercises(lesson):
    checks = list(load(lesson[:2]))
    assert list(starters(lesson)) == checks
    assert list(solutions(lesson)) == checks
    assert sorted(wrong_answers(lesson)) == sorted(checks)


@pytest.mark.parametrize(
    "lesson, exercise",
    [
        pytest.param(lesson, exercise, marks=pytest.mark.xdist_group(f"try-{lesson}"))
        for lesson in LESSONS
        for exercise in starters(lesson)
    ],
)
def test_the_check_is_proven(lesson, exercise, ask):
    said = {"the starter": ask(lesson, exercise, starters(lesson)[exercise])}
    mistakes = wrong_answers(lesson).get(exercise, [])
    assert len(mistakes) >= 6, "keep at least six plausible wrong answers"
    for name, fragment, code in mistakes:
        said[name] = ask(lesson, exercise, code, may_raise=True)
        assert fragment and fragment in said[name], (name, said[name])
    for name, message in said.items():
        assert re.fullmatch(rf"○ {exercise} (not yet|close): \S.*\n", message), name
    texts = [re.sub(r"^\S+ \S+ (not yet|close): ", "", text) for text in said.values()]
    assert len(set(texts)) == len(texts), f"two mistakes, one message: {said}"

    accepted = ask(lesson, exercise, solutions(lesson)[exercise])
    assert re.fullmatch(rf"✓ {exercise} \S.*\n", accepted), accepted

    more = f'from course import hint\nhint("{exercise}")\nprint("next hint")\n'
    told = ask(lesson, exercise, "", last=more * 3).split("next hint\n")
    told = [text.strip() for text in told[:3] if text.strip()]
    assert len(set(told)) >= 2, f"hint() says more each time: {told}"
