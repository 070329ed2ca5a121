"""Closed by default: every route there is, and the pages behind a prefix."""

import os
import re

import pytest
import requests
from fastapi import APIRouter, FastAPI
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient

from app.main import create_app
from app.schemas import EXAMPLE
from tests.conftest import running
from tests.live import live_server

threat = pytest.mark.threat


def addresses(app):
    """(path, methods) of all routes. `app.routes` does not have the included ones."""
    found = iter_route_contexts(app.routes)
    return [(each.path, each.methods or {"GET"}) for each in found]


def open_doors(stranger):
    """The paths at which somebody without a key gets something else than a 401."""
    return {
        path
        for path, methods in addresses(stranger.app)
        for method in methods
        if stranger.request(method, path).status_code != 401
    }


@threat("API9", "the answers", "an endpoint that somebody forgot", "closed by default")
def test_every_route_is_closed_but_health(keys):
    with running() as stranger:
        paths = {path for path, _ in addresses(stranger.app)}
        assert {"/health", "/detect-fraud", "/admin/keys"} <= paths
        assert {"/docs", "/openapi.json", "/docs/{name}"} <= paths
        assert open_doors(stranger) == {"/health"}


forgotten = APIRouter()


@forgotten.get("/forgotten")
def forgotten_endpoint():
    return "everything"


def test_a_router_that_somebody_forgot_is_closed_too(keys):
    app = create_app()
    app.include_router(forgotten)
    with TestClient(app) as stranger:
        assert ("/forgotten", {"GET"}) in addresses(app)
        assert open_doors(stranger) == {"/health"}


def test_the_test_would_see_an_open_router():
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(forgotten)
    assert open_doors(TestClient(app)) == {"/forgotten"}


def test_each_router_asks_for_its_scope_even_without_the_gate(keys):
    app = create_app()
    gate = [each for each in app.user_middleware if each.cls.__name__ == "Gate"]
    app.user_middleware.remove(gate[0])
    with TestClient(app) as stranger:
        assert open_doors(stranger) == {"/health"}
        own = {"X-API-Key": keys["shop"]}
        answer = stranger.post("/detect-fraud", json=EXAMPLE, headers=own)
        assert answer.json()["decision"] == "review"
        assert stranger.get("/admin/keys", headers=own).status_code == 403


@pytest.mark.parametrize("prefix", ["", "/fraud"])
def test_the_page_works_behind_a_prefix(keys, prefix):
    env = os.environ | ({"UVICORN_ROOT_PATH": prefix} if prefix else {})
    with live_server(env=env) as url, requests.Session() as browser:
        browser.trust_env, browser.auth = False, ("me", keys["shop"])
        # As a proxy passes it on, which takes the prefix off.
        page = browser.get(f"{url}/docs", timeout=10)
        assert page.status_code == 200
        links = re.findall(r"(?:href|src)=\"([^\"]+)\"|url: '([^']+)'", page.text)
        links = {one or other for one, other in links} - {"data:,"}
        assert links == {
            "openapi.json",
            "docs/swagger-ui.css",
            "docs/swagger-ui-bundle.js",
        }
        for link in links:  # relative to /docs, so beside it
            assert browser.get(f"{url}/{link}", timeout=10).status_code == 200
        told = browser.get(f"{url}/openapi.json", timeout=10).json()
        assert told.get("servers", []) == ([{"url": prefix}] if prefix else [])
        if prefix:
            assert requests.get(f"{url}/docs", timeout=10).status_code == 401
        assert requests.get(f"{url}/health", timeout=10).status_code == 200
