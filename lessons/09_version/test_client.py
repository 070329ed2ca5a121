"""The client with a real server, and one that is to be restarted."""

import os

import pytest
import requests
from client import RecommendationClient, Refused
from live import live_server


@pytest.fixture(scope="module")
def url(trained, key):
    with live_server() as url:
        yield url


def test_it_turns_pages_and_keeps_what_it_has(url):
    client = RecommendationClient(f"{url}/")
    movies = list(client.movies(7, limit=40))
    assert len(movies) == 100 and len({each["movie"] for each in movies}) == 100
    page, asked = client.page(7, limit=40), []
    client.session.hooks["response"] = [lambda got, **_: asked.append(got.status_code)]
    assert client.page(7, limit=40) == page and page["movies"] == movies[:40]
    assert asked == [304]


def test_it_says_why_not(url):
    client = RecommendationClient(url)
    with pytest.raises(Refused, match="#/user: Input should be greater") as refused:
        client.page(0)
    assert refused.value.status == 422
    with pytest.raises(Refused, match="begin again") as refused:
        client.page(7, cursor="999-10")
    assert refused.value.status == 410


def test_it_is_an_admin_with_the_key_only(url, key):
    assert requests.get(f"{url}/admin/versions", timeout=10).status_code == 401
    told = requests.get(f"{url}/admin/versions", headers=key, timeout=10).json()
    assert told["process"]["id"] != os.getpid()


def test_the_restarting_service_gives_the_same_movies(url):
    with live_server("restarting:app") as other:
        theirs = requests.get(f"{other}/recommendations/7", timeout=10).json()
    assert theirs["reason"] == "your ratings" and len(theirs["movies"]) == 10
