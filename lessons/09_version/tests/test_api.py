"""The service: each answer says who gave it, and nonsense is refused."""

import pytest

from app.model import DEEPEST
from app.registry import publish
from app.schemas import plain
from tests.conftest import label, lines_of, running

PROBLEM = "application/problem+json"


def test_an_answer_says_who_gave_it(client, wish):
    answer = client.get("/recommendations/7")
    named = {"name": "recommender", "version": "2", "label": "champion"}
    assert answer.json()["model"] == named and len(answer.json()["movies"]) == 10
    assert answer.headers["X-Model-Version"] == "2"
    assert answer.headers["X-Model-Label"] == "champion"
    assert client.get("/health").json() == {"status": "ok", "model": named}
    assert wish("champion", 1, rollback=True).status_code == 200
    other = client.get("/recommendations/7")
    assert other.headers["X-Model-Version"] == "1"
    assert other.json()["movies"] != answer.json()["movies"]


def test_somebody_new_gets_what_is_popular_and_is_told(client):
    known, new = (client.get(f"/recommendations/{user}").json() for user in (7, 7007))
    assert known["reason"] == "your ratings" and new["reason"].startswith("popular")
    assert new["movies"] == client.get("/recommendations/8008").json()["movies"]


def test_pages_are_of_one_version(client, wish):
    pages, address = [], "/recommendations/7?limit=30"
    while address:
        page = client.get(address).json()
        pages.append(page)
        if len(pages) == 1:
            wish("champion", 1, rollback=True)
        following = page["next"]
        address = following and f"/recommendations/7?limit=30&cursor={following}"
    assert {page["model"]["version"] for page in pages} == {"2"}
    labels = [page["model"]["label"] for page in pages]
    assert labels == ["champion", "earlier", "earlier", "earlier"]
    movies = [movie["movie"] for page in pages for movie in page["movies"]]
    assert len(set(movies)) == len(movies) == DEEPEST


def test_pages_of_a_version_that_is_gone(client, wish, registry, sources):
    cursor = client.get("/recommendations/7").json()["next"]
    for _ in range(3):
        assert wish("champion", publish(registry, sources["good"])).status_code == 200
    gone = client.get(f"/recommendations/7?cursor={cursor}")
    assert gone.status_code == 410 and "begin again" in gone.json()["detail"]
    assert gone.headers["Content-Type"] == PROBLEM


def test_what_has_not_changed_is_not_sent_again(client, wish):
    answer = client.get("/recommendations/7")
    tag = answer.headers["ETag"]
    for sent in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        same = client.get("/recommendations/7", headers={"If-None-Match": sent})
        assert same.status_code == 304 and same.content == b""
        assert same.headers["ETag"] == tag
    for path in ("/recommendations/8", "/recommendations/7?limit=9"):
        other = client.get(path, headers={"If-None-Match": tag})
        assert other.status_code == 200 and other.headers["ETag"] != tag
    wish("champion", 1, rollback=True)
    new = client.get("/recommendations/7", headers={"If-None-Match": tag})
    assert new.status_code == 200 and new.headers["ETag"] != tag


ODD = ["0", "-1", "07", "+7", "7.0", "1e3", "1_0", "NaN", "1e999", "x", "%00", "٧"]
ODD += ["1000000000", "9" * 400, "%ED%A0%80", " 7", "7%20", "null", "[7]", "0x7"]


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_user_or_limit_is_refused(client, odd):
    for path in (f"/recommendations/{odd}", f"/recommendations/7?limit={odd}"):
        if odd == "+7" and "?" in path:
            continue  # in a query, + is a space
        answer = client.get(path)
        assert answer.status_code == 422, path
        assert answer.headers["Content-Type"] == PROBLEM


QUERIES = ["limit=51", "limit=", "cursor=2", "cursor=0-10", "cursor=2-0", "cursor=-"]
QUERIES += ["cursor=2-10-", "cursor=2-99999", "Limit=5", "offset=3", "limit=5&x=1"]


@pytest.mark.parametrize("query", QUERIES)
def test_an_odd_query_is_refused(client, query):
    answer = client.get(f"/recommendations/7?{query}")
    assert answer.status_code == 422 and answer.headers["Content-Type"] == PROBLEM


def test_one_spelling_a_number():
    assert plain("120") == "120" and plain(7) == 7


def test_only_an_admin_moves_labels(client, key):
    wish = {"label": "champion", "version": 1, "rollback": True}
    for wrong in ({}, {"X-API-Key": "recs_"}, {"X-API-Key": "ü".encode()}):
        for method, path in (("POST", "/admin/labels"), ("GET", "/admin/versions")):
            answer = client.request(method, path, json=wish, headers=wrong)
            assert answer.status_code == 401 and answer.json()["status"] == 401
    assert client.get("/health").json()["model"]["version"] == "2"
    seen = client.get("/admin/versions", headers=key).json()
    assert seen["published"] == [1, 2, 3] and seen["loaded"] == [1, 2, 3]


def test_without_a_key_file_nobody_is_an_admin(registry, tmp_path, key):
    with running(registry, keys_file=str(tmp_path / "none.json")) as client:
        assert client.get("/admin/versions", headers=key).status_code == 401
        assert client.get("/recommendations/7").status_code == 200


def test_moves_that_are_refused(client, wish):
    assert wish("champion", 3).status_code == 409
    assert wish("champion", 9).status_code == 404
    assert wish("challenger", 2).status_code == 409
    for more in ({"share": 0.5}, {"shadow": True}, {"share": 2}, {"shear": 0}):
        assert wish("champion", 2, **more).status_code == 422
    for version in (0, -1, "2", 2.0, True, None, 10**30):
        assert wish("champion", version).status_code == 422
    assert client.get("/health").json()["model"]["version"] == "2"


def test_the_example_in_the_docs_works(client, key):
    wishes = client.get("/openapi.json").json()["components"]["schemas"]["Wish"]
    [example] = wishes["examples"]
    example |= {"rollback": True}
    assert (
        client.post("/admin/labels", json=example, headers=key).json()["version"] == 1
    )


def test_a_shadow_is_seen_in_the_journal_only(registry, key, tmp_path):
    label(registry, champion=2)
    log = tmp_path / "log"
    with running(registry, log_file=log) as client:
        body = {"label": "challenger", "version": 3, "shadow": True}
        assert client.post("/admin/labels", json=body, headers=key).status_code == 200
        answers = [client.get(f"/recommendations/{u}").json() for u in range(1, 41)]
    assert {each["model"]["version"] for each in answers} == {"2"}
    shadows = [line for line in lines_of(log) if line["event"] == "shadow"]
    assert [line["user"] for line in shadows] == list(range(1, 41))
    assert {(line["version"], line["shadow"]) for line in shadows} == {("2", "3")}
    assert 0 < sum(line["same"] for line in shadows) < 400


def test_a_canary_is_told(registry, key):
    label(registry, champion=2)
    with running(registry) as client:
        body = {"label": "challenger", "version": 3, "share": 0.3}
        client.post("/admin/labels", json=body, headers=key)
        seen = {}
        for user in [*range(1, 101), *range(1, 101)]:
            headers = client.get(f"/recommendations/{user}").headers
            said = headers["X-Model-Version"], headers["X-Model-Label"]
            assert seen.setdefault(user, said) == said
    assert set(seen.values()) == {("2", "champion"), ("3", "challenger")}
    assert 15 <= sum(said[0] == "3" for said in seen.values()) <= 45
