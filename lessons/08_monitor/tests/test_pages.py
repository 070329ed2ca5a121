"""The dashboard and /docs: from here alone, and behind a prefix as well."""

import re
from urllib.parse import urljoin

import pytest
from fastapi.testclient import TestClient

from app.drift import LIMIT
from app.main import create_app
from tests.conftest import PROJECT

PAGES = ("/dashboard", "/docs")
DASHBOARD = PROJECT / "app" / "dashboard"


def links(text):
    """What a page loads, and what it fetches in turn (the dashboard, in its script)."""
    found = re.findall(r'(?:src|href)="([^"]*)"', text)
    return found + re.findall(r"url: '([^']*)'", text)


def test_the_dashboard_and_the_docs_need_no_other_host(client):
    for page in PAGES:
        text = client.get(page).text
        assert links(text) and not re.search(r'(?:src|href)="https?:', text)
        for link in links(text):
            assert client.get(urljoin(page, link)).status_code == 200, link


@pytest.mark.parametrize("page", PAGES)
def test_behind_a_prefix_that_is_known(trained, page):
    """As uvicorn has it with `--root-path /prefix`: a path begins with it, too."""
    with TestClient(create_app(), root_path="/prefix") as client:
        text = client.get(f"/prefix{page}").text
        for link in links(text):
            address = urljoin(f"/prefix{page}", link)
            assert address.startswith("/prefix/"), link
            assert client.get(address).status_code == 200, link


def test_the_dashboard_knows_no_address_of_its_own():
    for file in DASHBOARD.iterdir():
        text = file.read_text("utf-8")
        absolute = re.findall(r"""(?:fetch\(|from |src=|href=)["'`]/""", text)
        assert absolute == [], file.name


def test_the_limit_stands_in_one_place():
    for file in (*DASHBOARD.iterdir(), *(PROJECT / "prometheus").iterdir()):
        if file.name != "alerts_test.yml":  # whose service is made up
            assert str(LIMIT) not in re.findall(r"[\d.]+", file.read_text("utf-8"))


def test_the_dashboard_asks_for_metrics_that_there_are(client):
    told = set(re.findall(r"^# TYPE (\w+)", client.get("/metrics").text, re.MULTILINE))
    told |= {f"{name}_{end}" for name in told for end in ("sum", "count")}
    script = (DASHBOARD / "dashboard.js").read_text("utf-8")
    asked = set(re.findall(r'"((?:http|spam)_\w+)"', script))
    assert len(asked) == 5 and asked - told == set()
