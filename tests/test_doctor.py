"""The doctor: each finding, and that the command which it names is its cure."""

import os
import re
import sys
from pathlib import Path

import pytest
from _course import bare_python, course, make_repo, other_kernel

from course import doctor


@pytest.fixture
def repo(tmp_path):
    return make_repo(tmp_path)


# doctor


def letters(done):
    """The code's letters; its last line must be a code that the doctor understands."""
    code = done.stdout.splitlines()[-1].removeprefix("code: ")
    assert doctor.explain(code)
    return code.partition("-")[0]


def lock(repo, *lines):
    (repo / "requirements.txt").write_text("\n".join(lines))


NBCLIENT = f"nbclient=={doctor.metadata.version('nbclient')} \\\n    --hash=sha256:00"
DIRECT = {"http_proxy": None, "HTTP_PROXY": None, "ALL_PROXY": None, "all_proxy": None}


def test_doctor_ready(repo):
    lock(repo, NBCLIENT, "colorama==0.1 ; python_version < '3' \\", "    --hash=x")
    done = course(repo, "doctor", **DIRECT)
    assert "✗" not in done.stdout and "1 packages as in" in done.stdout
    assert done.returncode == 0 and "\nready\n" in done.stdout
    assert letters(done) == "READY"
    assert not (repo / ".course").exists()


def test_doctor_and_the_lock(repo):
    lock(repo, "nbclient==0.0.1", "no-such-thing==1", NBCLIENT.replace("nbc", "nbC"))
    done = course(repo, "doctor", **DIRECT)
    assert done.returncode == 1
    assert "1 of 3 missing (no-such-thing), 1 in another version (nb" in done.stdout
    assert "First: Run in the course's folder: " in done.stdout
    assert letters(done) == "P"


def test_doctor_where_nothing_is_installed(repo, tmp_path):
    lock(repo, NBCLIENT, "requests==2 ; python_version > '3' \\", "    --hash=x")
    python = bare_python(tmp_path / "bare")
    done = course(repo, "doctor", python=python, **DIRECT)
    assert done.returncode == 1 and letters(done) == "PK"
    assert "First: Run in the course's folder: " in done.stdout


def test_doctor_and_a_kernel_of_another_environment(repo, tmp_path):
    lock(repo, NBCLIENT)
    script = (
        "import runpy, sys; sys.prefix = '/else'; sys.argv = ['', '-f', sys.argv[1]];"
        "runpy.run_module('ipykernel_launcher', run_name='__main__')"
    )
    argv = [sys.executable, "-c", script, "{connection_file}"]
    place = other_kernel(tmp_path / "k", *argv)
    done = course(repo, "doctor", JUPYTER_PATH=place, **DIRECT)
    assert done.returncode == 1 and letters(done) == "K"
    assert "the kernel python3 belongs to /else" in done.stdout
    place = other_kernel(tmp_path / "l", sys.executable, "-c", "raise SystemExit(1)")
    done = course(repo, "doctor", JUPYTER_PATH=place, **DIRECT)
    assert done.returncode == 1 and letters(done) == "K"
    assert "the kernel python3 does not start" in done.stdout


def test_doctor_and_a_proxy(repo, monkeypatch):
    lock(repo, NBCLIENT)
    for name in [*DIRECT, "NO_PROXY", "no_proxy"]:
        monkeypatch.delenv(name, raising=False)
    proxies = DIRECT | {"http_proxy": "http://me:secret@proxy.example:3128"}
    done = course(repo, "doctor", no_proxy=None, NO_PROXY=None, **proxies)
    assert done.returncode == 1 and letters(done) == "X"
    assert "would go to the proxy http://proxy.example:3128" in done.stdout
    assert "NO_PROXY=127.0.0.1,localhost" in done.stdout
    assert "secret" not in done.stdout
    assert doctor._proxy(repo).good
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    assert not doctor._proxy(repo).good
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert doctor._proxy(repo).good


def test_doctor_findings_that_a_test_cannot_bring_about(repo, monkeypatch):
    def look(letter):
        return next(found for found in doctor.examine(repo) if found.letter == letter)

    monkeypatch.setattr(doctor, "_kernel", lambda root: doctor.Finding("K", 1, "", ""))
    monkeypatch.setattr(doctor, "NEWEST", (3, 10))
    assert not look("V").good and "Install Python 3.11 to 3.10" in look("V").cure
    monkeypatch.setattr(doctor, "ENOUGH", 10**9)
    assert not look("D").good
    (repo / ".venv").mkdir()
    assert look("E").good
    with monkeypatch.context() as outside:
        outside.setattr(sys, "prefix", sys.base_prefix)
        assert not look("E").good and ".venv" in look("E").cure

    def nobody_answers(*_):
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(doctor.urllib.request, "build_opener", nobody_answers)
    assert not look("N").good
    monkeypatch.setattr(doctor, "_disk", lambda root: 1 / 0)
    assert "could not be looked at: division by zero" in look("D").sentence


def test_doctor_and_folders_that_cannot_be_written(repo, monkeypatch):
    def refuse(dir):
        if Path(dir).name == "lessons":
            raise PermissionError(13, "Permission denied")
        return open(os.devnull)

    monkeypatch.setattr(doctor.tempfile, "TemporaryFile", refuse)
    found = doctor._folders(repo)
    assert not found.good
    assert found.sentence == "cannot write to lessons/ (Permission denied)"


def test_doctor_explains_a_code(repo):
    lock(repo, NBCLIENT)
    own = doctor.code([], repo)
    assert re.fullmatch(r"READY-[LMWO]\d\.\d+-[0-9a-f]{4}", own)
    done = course(repo, "doctor", own)
    assert "the same requirements.txt as yours" in done.stdout
    done = course(repo, "doctor", "kp-w3.12-0000")
    assert done.stdout.splitlines() == [
        "Windows, Python 3.12",
        "another requirements.txt than yours: one copy is not up to date",
        doctor.MEANINGS["P"],
        doctor.MEANINGS["K"],
    ]
