"""Versions are whole or not there; what does not fit is never unpickled."""

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app import passport as passports
from app import registry as registries
from app.config import wanted
from app.labels import NONE, LabelsError, changing, read_labels
from app.passport import PassportError
from app.registry import NotPublished, open_version, publish, published, seal

MODEL, PASSPORT = "recommender.joblib", "recommender.json"


@pytest.fixture
def sealed(monkeypatch):
    """Whoever unpickles something fails."""
    never = pytest.fail
    monkeypatch.setattr(passports.joblib, "load", lambda file: never("unpickled!"))


def test_each_model_gets_the_next_number(registry, sources):
    assert published(registry) == [1, 2, 3]
    assert publish(registry, sources["good"]) == 4
    opened = open_version(registry, 4)
    assert opened.version == "4" and len(opened.recommend(1)[1]) == 100


def test_many_at_once_get_a_number_each(tmp_path, sources):
    with ThreadPoolExecutor(8) as pool:
        each = pool.map(lambda _: publish(tmp_path, sources["poor"]), range(16))
    assert sorted(each) == published(tmp_path) == list(range(1, 17))
    names = {path.name for path in tmp_path.iterdir() if path.is_dir()}
    assert names == {str(n) for n in range(1, 17)}


def test_what_fails_half_way_leaves_nothing(registry, sources, monkeypatch):
    def full(*arguments):
        raise OSError(28, "No space left on device")

    before = sorted(registry.rglob("*"))
    for step in ("durable", "seal", "replace"):
        with monkeypatch.context() as patch, pytest.raises(NotPublished, match="space"):
            patch.setattr(registries, step, full)
            publish(registry, sources["good"])
        assert sorted(registry.rglob("*")) == before


def test_a_draft_is_no_version(registry):
    shutil.copytree(registry / "1", registry / ".draft")
    (registry / "0").mkdir()
    (registry / "4.old").mkdir()
    assert published(registry) == [1, 2, 3]


@pytest.mark.parametrize("name", [MODEL, PASSPORT, "SHA256SUMS"])
@pytest.mark.parametrize("place", [0, 64, -1])
def test_one_changed_bit_is_seen_before_anything_is_unpickled(
    registry, sealed, name, place
):
    file = registry / "2" / name
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(data)
    with pytest.raises(PassportError, match="not those that were published"):
        open_version(registry, 2)


def damaged(folder, how):
    passport = json.loads((folder / PASSPORT).read_text("utf-8"))
    if how == "foreign":
        passport |= {"features": [{"name": "amount"}, {"name": "hour"}]}
    elif how == "another model":
        passport["name"] = "fraud"
    elif how == "another number":
        passport["version"] = "1"
    elif how == "another library":
        passport["libraries"]["scikit-learn"] = "1.5.2"
    elif how == "no score":
        del passport["metrics"]
    elif how == "half":
        (folder / MODEL).write_bytes((folder / MODEL).read_bytes()[:1000])
    (folder / PASSPORT).write_text(json.dumps(passport), encoding="utf-8")
    seal(folder)  # whoever did this thought of the sums, too


HOW = {
    "foreign": "it expects amount, hour",
    "another model": "its passport is that of fraud 2",
    "another number": "its passport is that of recommender 1",
    "another library": r"scikit-learn was 1\.5\.2",
    "no score": "its passport is not one",
    "half": "not the one that was saved",
}


@pytest.mark.parametrize("how", HOW)
def test_what_does_not_fit_is_not_unpickled(registry, sealed, how):
    damaged(registry / "2", how)
    with pytest.raises(PassportError, match=HOW[how]):
        open_version(registry, 2)


@pytest.mark.parametrize("name", [MODEL, PASSPORT, "SHA256SUMS"])
def test_a_version_with_a_file_missing(registry, sealed, name):
    (registry / "2" / name).unlink()
    with pytest.raises(PassportError):
        open_version(registry, 2)


def test_labels_are_replaced_as_a_whole(tmp_path):
    assert read_labels(tmp_path) == NONE
    with changing(tmp_path) as labels:
        labels["champion"] = 3
    assert read_labels(tmp_path) == NONE | {"champion": 3}
    names = {each.name for each in tmp_path.iterdir()}
    assert names - {".labels.lock"} == {"labels.json"}


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", "null", '{"champion": 1}', "\xff", "[" * 9999]
)
def test_labels_that_are_none(tmp_path, text):
    (tmp_path / "labels.json").write_text(text, encoding="latin-1")
    with pytest.raises(LabelsError):
        read_labels(tmp_path)


def test_policies():
    assert wanted("latest", [1, 2, 5]) == [5]
    assert wanted("latest:2", [1, 2, 5]) == [2, 5]
    assert wanted("all", [1, 2, 5]) == [1, 2, 5]
    assert wanted("specific:1,5,7", [1, 2, 5]) == [1, 5]
    for wrong in ("", "latest:0", "newest", "specific:", "specific:1,"):
        with pytest.raises(ValueError, match="POLICY"):
            wanted(wrong, [1])


def save_again(source, to, **facts):
    """Return a copy of a saved model, with other facts in its passport."""
    folder = Path(shutil.copytree(source, to))
    passport = json.loads((folder / PASSPORT).read_text("utf-8")) | facts
    (folder / PASSPORT).write_text(json.dumps(passport), encoding="utf-8")
    return folder


NO_SERVER_TAKES = {
    "another library": ({"libraries": {"scikit-learn": "1.5.2"}}, r"was 1\.5\.2"),
    "foreign": ({"features": [{"name": "amount"}]}, "it expects amount"),
    "another model": ({"name": "fraud"}, "its passport is that of fraud 4"),
    "no score": ({"metrics": {}}, "its passport is not one"),
    "another file": ({"sha256": "0" * 64}, "not the one that was saved"),
}


@pytest.mark.parametrize("how", NO_SERVER_TAKES)
def test_what_no_server_takes_is_not_published(registry, sources, tmp_path, how):
    facts, sentence = NO_SERVER_TAKES[how]
    source = save_again(sources["good"], tmp_path / "source", **facts)
    before = sorted(registry.rglob("*"))
    with pytest.raises(NotPublished, match=f"Nothing published: .*{sentence}"):
        publish(registry, source)
    assert sorted(registry.rglob("*")) == before


def test_a_model_that_fails_when_asked_is_not_published(registry, sources, monkeypatch):
    def fails(self, user, as_judged=False):
        raise KeyError(user)

    monkeypatch.setattr(registries.Recommender, "recommend", fails)
    with pytest.raises(NotPublished, match="the model fails"):
        publish(registry, sources["good"])
    assert published(registry) == [1, 2, 3] and not (registry / ".draft").exists()


def python(code, **environment):
    """Run code in a process of its own, in the project's folder."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parent.parent,
        env=os.environ | environment,
        capture_output=True,
        text=True,
    )


def test_what_a_killed_publisher_leaves_is_swept_by_the_next(registry, sources):
    dies = "import os; from app import registry; registry.replace = lambda *_: "
    dies += (
        f"os._exit(9); registry.publish({str(registry)!r}, {str(sources['good'])!r})"
    )
    assert python(dies).returncode == 9
    assert (registry / ".draft").exists() and published(registry) == [1, 2, 3]
    assert publish(registry, sources["good"]) == 4
    assert not (registry / ".draft").exists()


def test_the_commands_end_with_a_sentence(tmp_path):
    for command in ("publish.py", "replay.py 1 2 log", "train.py --factors 0"):
        code = f"import runpy, sys; sys.argv = {command.split()!r}; "
        code += "runpy.run_path(sys.argv[0], run_name='__main__')"
        done = python(code, MODEL_DIR=str(tmp_path))
        assert done.returncode == 1, command
        assert done.stderr.count("\n") == 1 and "Traceback" not in done.stderr, command


def test_nobody_writes_over_labels_that_they_have_not_read(registry):
    """Two processes change them at once, and no change is lost."""
    code = f"""
from app.labels import changing
for _ in range(40):
    with changing({str(registry)!r}) as labels:
        labels["champion"] = (labels["champion"] or 0) + 1
"""
    with ThreadPoolExecutor(2) as pool:
        done = [each.result() for each in [pool.submit(python, code) for _ in "12"]]
    assert [each.returncode for each in done] == [0, 0], done[0].stderr
    assert read_labels(registry)["champion"] == 80


def test_a_change_that_fails_changes_nothing(registry):
    with changing(registry) as labels:
        labels["champion"] = 2
    with pytest.raises(KeyError), changing(registry) as labels:
        labels["champion"] = 3
        raise KeyError
    assert read_labels(registry)["champion"] == 2
    (registry / "labels.json").write_text("{", encoding="utf-8")
    with pytest.raises(LabelsError), changing(registry):
        pass
    with changing(registry, otherwise=NONE) as labels:
        labels["champion"] = 1
    assert read_labels(registry) == NONE | {"champion": 1}
