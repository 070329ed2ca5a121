"""Versions are whole or not there; what does not fit is never unpickled."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest

from app import passport as passports
from app import registry as registries
from app.config import wanted
from app.labels import NONE, LabelsError, changing, file_of, read_labels
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
    file_of(tmp_path).write_text(text, encoding="latin-1")
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
