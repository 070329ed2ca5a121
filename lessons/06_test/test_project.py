"""The project as a whole: a real server, its client, nonsense, and the CI file."""

import re
from pathlib import Path

import pytest
import yaml
from client import Refused, SentimentClient
from fastapi.testclient import TestClient
from live import live_server
from mutants import mutants
from reviews import OWN, read

HERE = Path(__file__).parent


def test_a_real_server_answers_its_client(client):
    texts, _, _ = read(HERE, OWN, "utf-8")
    together = client.post("/sentiment", json={"texts": texts[:100]}).json()["answers"]
    with live_server() as url:
        service = SentimentClient(url)
        answers = service.sentiment(texts)
        with pytest.raises(Refused, match="#/texts/1: "):
            service.sentiment(["fine", ""])
    assert len(answers) == len(texts) and answers[:100] == together


@pytest.mark.parametrize(
    "body",
    [
        "",
        "rubbish",
        '{"texts": ["good"',
        '["good"]',
        "{}",
        '{"texts": null}',
        '{"texts": "good"}',
        '{"texts": []}',
        '{"texts": [""]}',
        '{"texts": [1]}',
        '{"texts": [null]}',
        '{"texts": [["good"]]}',
        '{"texts": [NaN]}',
        '{"texts": [1e999]}',
        '{"texts": ["\\ud800"]}',
        '{"\\ud800": ["good"]}',
        '{"text": ["good"]}',
        '{"texts": ["good"], "language": "en"}',
        '{"texts": ["' + "a" * 2001 + '"]}',
        '{"texts": [' + '"a", ' * 100 + '"a"]}',
        '{"texts": [' + "9" * 4000 + "]}",
        '{"texts": [' + "9" * 5000 + "]}",
        "[" * 1000 + "]" * 1000,
        '{"texts": ["' + "a" * 3_000_000 + '"]}',
    ],
    ids=lambda body: body[:40],
)
def test_nonsense_is_refused(client, body):
    headers = {"Content-Type": "application/json"}
    answer = client.post("/sentiment", content=body, headers=headers)
    assert answer.status_code in (400, 413, 422)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == answer.status_code


def test_the_largest_request_fits(client):
    body = {"texts": ["\U0001f44d" * 2000] * 100}
    assert client.post("/sentiment", json=body).status_code == 200


def test_the_example_in_the_docs_works(client):
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    [example] = schemas["Reviews"]["properties"]["texts"]["examples"]
    assert client.post("/sentiment", json={"texts": example}).status_code == 200


def test_without_with_there_is_no_model(monkeypatch):
    import app

    monkeypatch.setattr(app, "loaded", {})
    with pytest.raises(KeyError, match="analyser"):
        TestClient(app.app).post("/sentiment", json={"texts": ["good"]})


def test_ci_runs_what_the_readme_says():
    workflow = yaml.safe_load((HERE / ".github/workflows/tests.yml").read_text("utf-8"))
    steps = workflow["jobs"]["tests"]["steps"]
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    commands = [step["run"] for step in steps if "run" in step]
    assert len(commands) == 3
    assert all(re.search(rf"^{re.escape(c)}$", readme, re.MULTILINE) for c in commands)


def test_each_mutant_differs_from_the_program_in_one_line():
    program = "def f(x):\n    return x < 2\n"
    assert [after for _, after, _ in mutants(program)] == [
        "return x <= 2",
        "return x < 3",
    ]
