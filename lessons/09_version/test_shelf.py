"""What is loaded, who answers, and who never takes over."""

import json
import logging
import shutil
import time

import pytest
from answering import place
from following import catch_up, following
from journal import open_journal
from labels import NONE, read_labels, write_labels
from moving import move
from promoting import NotMoved
from publish import publish
from shelf import NothingToServe, Shelf
from test_registry import HOW, damaged


@pytest.fixture
def journal(tmp_path):
    """A function that returns what the journal says of a kind of event."""
    file = tmp_path / "journal"
    open_journal(file)
    yield lambda kind: [
        line
        for line in map(json.loads, file.read_text("utf-8").splitlines())
        if line["kind"] == kind
    ]
    logging.getLogger("journal").handlers[0].close()
    open_journal()


@pytest.fixture
def shelf(registry, journal):
    """Version 2 is champion, and 1 was before."""
    write_labels(registry, NONE | {"champion": 2, "previous": 1})
    return Shelf(registry, "latest:1")


def answers(shelf):
    return shelf.now.label, shelf.now.champion.version


def test_the_first_start_takes_the_newest_and_says_so(registry, journal):
    shelf = Shelf(registry)
    assert answers(shelf) == ("champion", "3") and set(shelf.now.loaded) == {2, 3}
    assert read_labels(registry)["champion"] == 3
    assert [line["version"] for line in journal("version loaded")] == [3, 2]


def test_labelled_versions_are_loaded_whatever_the_policy(shelf):
    assert answers(shelf) == ("champion", "2")
    assert set(shelf.now.loaded) == {1, 2, 3}


def test_a_label_moves_and_moves_back(shelf, registry, sources):
    publish(registry, sources["good"])
    before = shelf.now
    move(shelf, "champion", 4)
    assert (
        answers(shelf) == ("champion", "4") and read_labels(registry)["previous"] == 2
    )
    assert before.champion.version == "2"  # whoever holds it sees no change
    move(shelf, "champion", 2, rollback=True)
    assert answers(shelf) == ("champion", "2")


def test_the_old_one_goes_when_its_last_request_is_answered(shelf, sources, journal):
    held = shelf.now  # a request that takes its time
    for _ in range(2):
        move(shelf, "champion", publish(shelf.registry, sources["good"]))
    assert set(shelf.now.loaded) == {4, 5} and 2 in held.loaded
    assert journal("unloaded") == []
    held.champion.recommend(1)
    del held
    assert {line["version"] for line in journal("unloaded")} == {1, 2, 3}


def test_a_worse_version_is_not_promoted(shelf, journal):
    with pytest.raises(NotMoved, match="Version 3 is worse: its recall"):
        move(shelf, "champion", 3)
    assert answers(shelf) == ("champion", "2")
    assert "worse" in journal("not moved")[0]["why"]
    move(shelf, "champion", 3, rollback=True)
    assert answers(shelf) == ("champion", "3")


def test_scores_on_other_ratings_do_not_count(shelf, sources, tmp_path):
    source = shutil.copytree(sources["good"], tmp_path / "other")
    passport = json.loads((source / "recommender.json").read_text("utf-8"))
    text = json.dumps(passport | {"judged_on": "something else"})
    (source / "recommender.json").write_text(text, encoding="utf-8")
    with pytest.raises(NotMoved, match="different ratings, so"):
        move(shelf, "champion", publish(shelf.registry, source))


@pytest.mark.parametrize("score", [float("nan"), "0.1", -1])
def test_an_odd_score_is_not_good_enough(shelf, sources, tmp_path, score):
    source = shutil.copytree(sources["good"], tmp_path / "odd")
    passport = json.loads((source / "recommender.json").read_text("utf-8"))
    passport["metrics"]["recall_at_10"] = score
    (source / "recommender.json").write_text(json.dumps(passport), encoding="utf-8")
    with pytest.raises(NotMoved, match="is worse"):
        move(shelf, "champion", publish(shelf.registry, source))
    assert answers(shelf) == ("champion", "2")


@pytest.mark.parametrize("how", HOW)
def test_what_does_not_fit_never_takes_over(shelf, sources, journal, how):
    number = publish(shelf.registry, sources["good"])
    damaged(shelf.registry / str(number), how)
    with pytest.raises(NotMoved, match=HOW[how].replace("fraud 2", "fraud 4")):
        move(shelf, "champion", number)
    assert answers(shelf) == ("champion", "2")
    # And if somebody moves the label by hand, behind the service's back:
    labels = NONE | {"champion": number, "previous": 2}
    write_labels(shelf.registry, labels)
    catch_up(shelf)
    assert answers(shelf) == ("stand-in", "2")
    assert number in shelf.refused and journal("version refused")[-1]["why"]
    assert answers(Shelf(shelf.registry))[0] == "stand-in"  # a new worker, too


def test_a_model_that_cannot_answer_is_refused(shelf, sources, monkeypatch):
    import opening

    number = publish(shelf.registry, sources["good"])

    class Dumb(opening.Recommender):
        def recommend(self, user):
            return False, []

    monkeypatch.setattr(opening, "Recommender", Dumb)
    with pytest.raises(NotMoved, match="no good answer for user 0"):
        move(shelf, "champion", number)


def test_broken_labels_change_nothing(shelf, journal):
    (shelf.registry / "labels.json").write_text("{", encoding="utf-8")
    catch_up(shelf)
    assert answers(shelf) == ("champion", "2") and journal("labels refused")


def test_a_registry_that_is_gone_for_a_while(shelf, tmp_path):
    shelf.registry.rename(tmp_path / "away")
    catch_up(shelf)
    assert answers(shelf) == ("champion", "2")
    (tmp_path / "away").rename(shelf.registry)
    catch_up(shelf)
    assert answers(shelf) == ("champion", "2")
    assert not list(shelf.registry.glob(".draft*"))


def test_a_full_disk_moves_nothing(shelf, sources, monkeypatch):
    import moving

    def full(*arguments):
        raise OSError(28, "No space left on device")

    number = publish(shelf.registry, sources["good"])
    monkeypatch.setattr(moving, "write_labels", full)
    with pytest.raises(NotMoved, match="No space left"):
        move(shelf, "champion", number)
    assert answers(shelf) == ("champion", "2")


def test_without_any_version_nothing_starts(tmp_path):
    with pytest.raises(NothingToServe, match=r"train\.py"):
        Shelf(tmp_path)


def test_a_neighbour_follows(shelf, sources):
    neighbour = Shelf(shelf.registry)
    with following(neighbour, every=0.02):
        move(shelf, "champion", publish(shelf.registry, sources["good"]))
        end = time.monotonic() + 10
        while answers(neighbour)[1] != "4" and time.monotonic() < end:
            time.sleep(0.02)
    assert answers(neighbour) == ("champion", "4")


def test_a_share_of_the_users_meets_the_challenger(shelf):
    move(shelf, "challenger", 3, share=0.2)
    now, users = shelf.now, range(1, 5001)
    met = {user for user in users if now.to(user)[0] == "challenger"}
    assert met == {user for user in users if now.to(user)[1].version == "3"}
    assert 0.18 < len(met) / len(users) < 0.22
    move(shelf, "challenger", 3, share=0.5)
    more = {user for user in users if shelf.now.to(user)[0] == "challenger"}
    assert met < more  # who met it meets it still
    others = {user for user in users if place(user, "4") < 0.2}
    assert 0.02 < len(met & others) / len(users) < 0.06  # the next one meets others


def test_a_challenger_that_wins_is_none_any_longer(shelf, sources):
    number = publish(shelf.registry, sources["good"])
    move(shelf, "challenger", number, share=0.5, shadow=True)
    move(shelf, "champion", number)
    assert shelf.labels == NONE | {"champion": number, "previous": 2}
    with pytest.raises(NotMoved, match="its own challenger"):
        move(shelf, "challenger", number)
