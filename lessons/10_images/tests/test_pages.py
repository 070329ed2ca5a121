"""The page at /try: three files, which ask nobody else."""

import re

import pytest

FILES = ["/try", "/try/try.js", "/try/try.css"]


@pytest.mark.parametrize("path", FILES)
def test_its_files_are_sent(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"https?://", answer.text)  # no other host


def test_no_other_file_is(client):
    for path in ("/try/index.html", "/try/%2e%2e/main.py", "/try/try.py", "/try/"):
        assert client.get(path).status_code == 404


def test_every_file_that_it_names_is_there(client):
    names = re.findall(r'(?:src|href)="([^"]+)"', client.get("/try").text)
    assert sorted(f"/{name}" for name in names) == sorted(FILES[1:])


def test_the_page_needs_no_inline_code(client):
    page = client.get("/try").text
    assert "style=" not in page and not re.search(r"\son\w+=", page)
    assert re.findall(r"<script[^>]*>(.*?)</script>", page, re.DOTALL) == [""]
