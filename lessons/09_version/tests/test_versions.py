"""What is loaded, who answers, and who never takes over."""

import json
import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app import labels as label_files
from app import registry as registries
from app.labels import NONE, read_labels
from app.promotion import NotMoved
from app.registry import publish
from app.versions import NothingToServe, Versions, following, place
from tests.conftest import label
from tests.test_registry import HOW, damaged, save_again


@pytest.fixture
def versions(registry, events):
    """Version 2 is champion, and 1 was before."""
    label(registry, champion=2, previous=1)
    return Versions(registry, "latest:1")


def answers(versions):
    return versions.now.label, versions.now.champion.version


def test_the_first_start_takes_the_newest_and_says_so(registry, events):
    versions = Versions(registry)
    assert answers(versions) == ("champion", "3") and set(versions.now.loaded) == {2, 3}
    assert read_labels(registry)["champion"] == 3
    assert [line["version"] for line in events("version loaded")] == [3, 2]


def test_labelled_versions_are_loaded_whatever_the_policy(versions):
    assert answers(versions) == ("champion", "2")
    assert set(versions.now.loaded) == {1, 2, 3}


def test_a_label_moves_and_moves_back(versions, registry, sources):
    publish(registry, sources["good"])
    before = versions.now
    versions.move("champion", 4)
    assert answers(versions) == ("champion", "4")
    assert read_labels(registry)["previous"] == 2
    assert before.champion.version == "2"  # whoever holds it sees no change
    versions.move("champion", 2, rollback=True)
    assert answers(versions) == ("champion", "2")


def test_the_old_one_goes_when_its_last_request_is_answered(versions, sources, events):
    held = versions.now  # a request that takes its time
    for _ in range(2):
        versions.move("champion", publish(versions.registry, sources["good"]))
    assert set(versions.now.loaded) == {4, 5} and 2 in held.loaded
    assert events("unloaded") == []
    held.champion.recommend(1)
    del held
    assert {line["version"] for line in events("unloaded")} == {1, 2, 3}


def test_a_worse_version_is_not_promoted(versions, events):
    with pytest.raises(NotMoved, match="Version 3 is worse: its recall"):
        versions.move("champion", 3)
    assert answers(versions) == ("champion", "2")
    assert "worse" in events("not moved")[0]["why"]
    versions.move("champion", 3, rollback=True)
    assert answers(versions) == ("champion", "3")


def test_scores_on_other_ratings_do_not_count(versions, sources, tmp_path):
    source = shutil.copytree(sources["good"], tmp_path / "other")
    passport = json.loads((source / "recommender.json").read_text("utf-8"))
    text = json.dumps(passport | {"judged_on": "something else"})
    (source / "recommender.json").write_text(text, encoding="utf-8")
    with pytest.raises(NotMoved, match="judged on other ratings than the champion"):
        versions.move("champion", publish(versions.registry, source))


@pytest.mark.parametrize("score", [float("nan"), "0.1", -1])
def test_an_odd_score_is_not_good_enough(versions, sources, tmp_path, score):
    source = shutil.copytree(sources["good"], tmp_path / "odd")
    passport = json.loads((source / "recommender.json").read_text("utf-8"))
    passport["metrics"]["recall_at_10"] = score
    (source / "recommender.json").write_text(json.dumps(passport), encoding="utf-8")
    with pytest.raises(NotMoved, match="is worse"):
        versions.move("champion", publish(versions.registry, source))
    assert answers(versions) == ("champion", "2")


@pytest.mark.parametrize("how", HOW)
def test_what_does_not_fit_never_takes_over(versions, sources, events, how):
    number = publish(versions.registry, sources["good"])
    damaged(versions.registry / str(number), how)
    with pytest.raises(NotMoved, match=HOW[how].replace("fraud 2", "fraud 4")):
        versions.move("champion", number)
    assert answers(versions) == ("champion", "2")
    # And if somebody moves the label by hand, behind the service's back:
    label(versions.registry, champion=number, previous=2)
    versions.catch_up()
    assert answers(versions) == ("stand-in", "2")
    assert number in versions.refused and events("version refused")[-1]["why"]
    assert answers(Versions(versions.registry))[0] == "stand-in"  # a new worker, too


def test_a_model_that_cannot_answer_is_refused(versions, sources, monkeypatch):
    number = publish(versions.registry, sources["good"])

    class Dumb(registries.Recommender):
        def recommend(self, user):
            return False, []

    monkeypatch.setattr(registries, "Recommender", Dumb)
    with pytest.raises(NotMoved, match="no good answer for user 0"):
        versions.move("champion", number)


def test_broken_labels_change_nothing(versions, events):
    (versions.registry / "labels.json").write_text("{", encoding="utf-8")
    versions.catch_up()
    assert answers(versions) == ("champion", "2") and events("labels refused")


def test_a_registry_that_is_gone_for_a_while(versions, tmp_path):
    versions.registry.rename(tmp_path / "away")
    versions.catch_up()
    assert answers(versions) == ("champion", "2")
    (tmp_path / "away").rename(versions.registry)
    versions.catch_up()
    assert answers(versions) == ("champion", "2")
    assert not list(versions.registry.glob("*.new"))


def test_a_full_disk_moves_nothing(versions, sources, monkeypatch):
    def full(*arguments):
        raise OSError(28, "No space left on device")

    number = publish(versions.registry, sources["good"])
    monkeypatch.setattr(label_files, "durable", full)
    with pytest.raises(NotMoved, match="No space left"):
        versions.move("champion", number)
    assert answers(versions) == ("champion", "2")


def test_without_any_version_nothing_starts(tmp_path):
    with pytest.raises(NothingToServe, match=r"train\.py"):
        Versions(tmp_path)


def test_a_neighbour_follows(versions, sources):
    neighbour = Versions(versions.registry)
    with following(neighbour, every=0.02):
        versions.move("champion", publish(versions.registry, sources["good"]))
        end = time.monotonic() + 10
        while answers(neighbour)[1] != "4" and time.monotonic() < end:
            time.sleep(0.02)
    assert answers(neighbour) == ("champion", "4")


def test_a_share_of_the_users_meets_the_challenger(versions):
    versions.move("challenger", 3, share=0.2)
    now, users = versions.now, range(1, 5001)
    met = {user for user in users if now.to(user)[0] == "challenger"}
    assert met == {user for user in users if now.to(user)[1].version == "3"}
    assert 0.18 < len(met) / len(users) < 0.22
    versions.move("challenger", 3, share=0.5)
    more = {user for user in users if versions.now.to(user)[0] == "challenger"}
    assert met < more  # who met it meets it still
    others = {user for user in users if place(user, "4") < 0.2}
    assert 0.02 < len(met & others) / len(users) < 0.06  # the next one meets others


def test_a_challenger_that_wins_is_none_any_longer(versions, sources):
    number = publish(versions.registry, sources["good"])
    versions.move("challenger", number, share=0.5, shadow=True)
    versions.move("champion", number)
    assert versions.labels == NONE | {"champion": number, "previous": 2}
    with pytest.raises(NotMoved, match="its own challenger"):
        versions.move("challenger", number)


def test_two_who_move_at_once_through_two_workers(versions, sources):
    one, other = versions, Versions(versions.registry, "latest:1")
    numbers = [publish(versions.registry, sources["good"]) for _ in range(2)]
    ready = threading.Barrier(2)

    def promote(worker, number):
        ready.wait()
        worker.move("champion", number)

    for round_number in range(5):
        with ThreadPoolExecutor(2) as pool:
            wishes = zip((one, other), numbers, strict=True)
            for done in [pool.submit(promote, *wish) for wish in wishes]:
                done.result()
        labels = read_labels(versions.registry)
        # The later one has seen what the earlier one did.
        assert {labels["champion"], labels["previous"]} == {*numbers}, round_number


def test_who_is_late_is_judged_against_the_new_champion(versions):
    """Version 1 is better than 3, but while `late` was loading it, 2 was promoted."""
    label(versions.registry, champion=3)
    late = Versions(versions.registry)
    late.follow = lambda: None  # as if all of it happened within a moment
    versions.move("champion", 2)
    with pytest.raises(NotMoved, match=r"that of the champion 0\.5922"):
        late.move("champion", 1)
    assert read_labels(versions.registry)["champion"] == 2


def test_a_move_does_not_wait_for_ever(versions, monkeypatch):
    class Held:
        def __init__(self, *_, **__):
            raise TimeoutError

    monkeypatch.setattr(label_files, "FileLock", Held)
    with pytest.raises(NotMoved, match="they are busy") as no:
        versions.move("champion", 1, rollback=True)
    assert no.value.status == 503 and answers(versions) == ("champion", "2")


def test_new_data_are_a_choice_that_is_said(versions, sources, tmp_path):
    source = save_again(sources["good"], tmp_path / "other", judged_on="other ratings")
    number = publish(versions.registry, source)
    with pytest.raises(NotMoved, match='send "other_ratings": true'):
        versions.move("champion", number)
    versions.move("champion", number, other_ratings=True)
    assert answers(versions) == ("champion", str(number))
    # And among versions of the same ratings a worse one is still refused.
    source = save_again(sources["poor"], tmp_path / "poor", judged_on="other ratings")
    with pytest.raises(NotMoved, match="is worse"):
        poor = publish(versions.registry, source)
        versions.move("champion", poor, other_ratings=True)


def test_the_same_place_in_every_process():
    code = "from app.versions import place; print(*[place(u, '4') for u in range(99)])"
    project = Path(__file__).parent.parent
    words = [sys.executable, "-c", code]
    said = subprocess.run(words, cwd=project, capture_output=True, text=True).stdout
    assert said.split() == [str(place(user, "4")) for user in range(99)]
