"""One lock for everybody, and a set-up that says what is missing and mends itself."""

import ast
import contextlib
import json
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.error
import urllib.request
from importlib.metadata import distributions
from pathlib import Path

import pytest
import yaml
from _repo import ROOT, child_env, run
from packaging.requirements import Requirement
from packaging.tags import compatible_tags, cpython_tags, platform_tags
from packaging.utils import parse_wheel_filename

from course import _fetch, _lock, environment, locked, wheels

UV = _fetch.find_uv() or shutil.which("uv", path=str(Path(sys.executable).parent))
LOCK = (ROOT / "uv.lock").read_text("utf-8")
PACKAGES = tomllib.loads(LOCK)["package"]
SET_UP = "from course.install import ensure; ensure('lab')"
POSIX = pytest.mark.skipif(
    os.name == "nt", reason="Windows has no make, nor this Ctrl-C"
)


def requirements(path):
    """The requirements in an exported file, without their hashes."""
    return [
        Requirement(line.removesuffix("\\"))
        for line in path.read_text("utf-8").splitlines()
        if line[:1].isalnum()
    ]


# --- one lock ------------------------------------------------------------------------


def test_the_lock_is_that_of_pyproject():
    done = run([UV, "lock", "--check", "--offline"], cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_each_requirements_file_is_an_export_of_the_lock():
    exports = _lock.exports(UV)
    roots = {path.name for path in exports if path.parent == ROOT}
    assert roots == {path.name for path in ROOT.glob("requirements*.txt")}
    assert "requirements-09.txt" in roots
    stale = [str(path) for path, text in exports.items() if path.read_text() != text]
    assert not stale, "`make lock` was not run"


def test_what_is_asked_for_with_an_extra_is_pinned_with_it():
    asked = {}
    for package in distributions():
        for need in map(Requirement, package.requires or []):
            if need.extras and (not need.marker or need.marker.evaluate({"extra": ""})):
                asked.setdefault(need.name.lower(), set()).update(need.extras)
    assert asked == {name: {extra} for name, extra in _lock.EXTRAS.items()}


@pytest.mark.parametrize("minor", [11, 12, 13, 14])
@pytest.mark.parametrize(
    "system, machine",
    [
        ("linux", "x86_64"),
        ("linux", "aarch64"),
        ("darwin", "arm64"),
        ("darwin", "x86_64"),
        ("win32", "amd64"),
    ],
)
def test_nobody_needs_a_compiler(system, machine, minor):
    names = {
        (package["name"], package["version"]): [
            wheel["url"].rpartition("/")[2] for wheel in package.get("wheels", [])
        ]
        for package in PACKAGES
    }
    place = {
        "sys_platform": system,
        "os_name": "nt" if system == "win32" else "posix",
        "platform_machine": machine,
        "python_full_version": f"3.{minor}.9",
        "python_version": f"3.{minor}",
    }
    wanted = [
        (need.name, str(need.specifier).removeprefix("=="))
        for need in requirements(locked.LOCKED["test"])
        if not need.marker or need.marker.evaluate(place)
    ]
    assert len(wanted) > 100
    built = [
        key
        for key in wanted
        if not any(wheels.fits(name, minor, system, machine) for name in names[key])
    ]
    assert not built, "no wheel for these"


@pytest.mark.parametrize("minor", [11, 12, 13, 14])
def test_the_size_said_at_the_start_is_true(minor):
    version, here = f"3.{minor}", list(platform_tags())
    tags = [*cpython_tags((3, minor), platforms=here)]
    tags += compatible_tags((3, minor), f"cp3{minor}", here)
    place = {"python_version": version, "python_full_version": f"{version}.9"}
    wanted = {
        (need.name, str(need.specifier).removeprefix("=="))
        for need in requirements(locked.LOCKED["lab"])
        if not need.marker or need.marker.evaluate(place)
    }
    true = 0
    for package in PACKAGES:
        if (package["name"], package["version"]) in wanted:
            best = {}
            for wheel in package["wheels"]:
                _, _, _, fit = parse_wheel_filename(wheel["url"].rpartition("/")[2])
                ranks = [tags.index(tag) for tag in fit if tag in tags]
                best |= {rank: wheel["size"] for rank in ranks}
            true += best[min(best)]
    text = locked.LOCKED["lab"].read_text("utf-8")
    assert wheels.to_fetch(LOCK, text, minor) == pytest.approx(true, rel=0.05)


# --- conda, Binder -------------------------------------------------------------------


def conda():
    """environment.yml's conda specs, and its pip section."""
    parts = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    specs = [part for part in parts if isinstance(part, str)]
    (pip,) = [part["pip"] for part in parts if isinstance(part, dict)]
    return specs, pip


def test_conda_understands_environment_yml():
    from rattler import MatchSpec

    specs = {spec.name.normalized: spec for spec in map(MatchSpec, conda()[0])}
    assert set(specs) == {"python", "pip"}
    # repo2docker takes the version from `python=3.13` and from nothing looser.
    (spec,) = [text for text in conda()[0] if text.startswith("python")]
    assert re.fullmatch(r"python=3\.\d\d", spec)
    assert spec.removeprefix("python=") in environment.VERSIONS


def test_pip_in_condas_place_installs_the_locked_versions(tmp_path):
    folder = tmp_path / "ü b"
    python = folder / environment.PYTHON.relative_to(ROOT)
    run([sys.executable, "-m", "venv", folder / ".venv"], check=True)
    # conda hands pip a file of this section's lines, beside environment.yml.
    section, report = folder / "section.txt", tmp_path / "report.json"
    section.write_text("\n".join(conda()[1]))
    shutil.copy(locked.LOCKED["lab"], folder)
    words = ["--dry-run", "--quiet", "--report", report, "-r", section]
    done = run([python, "-m", "pip", "install", "--retries=1", *words])
    if "No matching distribution" in done.stderr and not online():
        pytest.skip("the package index does not answer")
    assert done.returncode == 0, done.stderr[-2000:]
    got = {
        item["metadata"]["name"].lower().replace("_", "-").replace(".", "-"):
        item["metadata"]["version"]
        for item in json.loads(report.read_text("utf-8"))["install"]
    }  # fmt: skip
    wanted = {
        need.name: str(need.specifier).removeprefix("==")
        for need in requirements(locked.LOCKED["lab"])
        if not need.marker or need.marker.evaluate()
    }
    assert got == wanted


def online():
    try:
        socket.getaddrinfo("pypi.org", 443)
    except OSError:
        return False
    return True


# --- set up --------------------------------------------------------------------------


@pytest.fixture
def small(tmp_path):
    """A copy of the course that is set up in a second: its lock's iniconfig alone."""
    folder = tmp_path / "ü b"
    shutil.copytree(ROOT / "course", folder / "course")
    for name in ("Makefile", "pyproject.toml", "uv.lock"):
        shutil.copy(ROOT / name, folder)
    text = locked.LOCKED["test"].read_text("utf-8")
    (folder / "requirements.txt").write_text(block("iniconfig", text))
    (folder / "requirements-test.txt").write_text(block("uv", text))  # set-up's own pin
    bin_, base = tmp_path / "bin", getattr(sys, "_base_executable", sys.executable)
    bin_.mkdir()
    os.link(UV, bin_ / "uv") if same_disk(UV, bin_) else shutil.copy(UV, bin_ / "uv")
    path = os.pathsep.join([str(bin_), "/usr/bin", "/bin"])
    env = child_env(tmp_path) | {"PATH": path, "HOME": str(Path.home())}

    def ensure(prefix=(), where=folder, code=SET_UP, **more):
        command = [*prefix, base, "-c", code]
        return run(command, cwd=where, env=env | more)

    ensure.folder, ensure.uv, ensure.tmp = folder, bin_ / "uv", tmp_path
    ensure.env = env
    ensure.site = folder / ".venv/lib" / f"python3.{sys.version_info[1]}/site-packages"
    return ensure


def block(name, text):
    return re.search(rf"^{name}==.*\n(    --hash=.*\n)+", text, re.M).group()


def same_disk(one, other):
    return os.stat(one).st_dev == os.stat(other).st_dev


@POSIX
def test_set_up_once_and_then_be_quick(small):
    done = small()
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.match(r"Setting up in \.venv: about \d+ MB to fetch", done.stdout)
    assert "Ready after" in done.stdout
    assert (small.site / "iniconfig").is_dir()
    began = time.monotonic()
    again = small()
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert time.monotonic() - began < 2  # a set-up takes longer even with all cached


@POSIX
@pytest.mark.parametrize(
    "trouble", ["interrupted", "moved", "no python", "other python"]
)
def test_a_spoilt_environment_is_made_anew(small, trouble):
    assert small().returncode == 0
    folder, stamp = small.folder, small.folder / ".venv/course.json"
    spoilt = small.site / "spoilt"
    spoilt.touch()
    if trouble == "interrupted":
        stamp.write_text("{}")
    elif trouble == "moved":
        folder = folder.rename(small.tmp / "elsewhere")
    elif trouble == "no python":
        (folder / ".venv/bin/python").unlink()
    else:
        stamp.write_text(stamp.read_text().replace('"3.', '"2.'))
    done = small(where=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "made anew" in done.stdout
    site = folder / small.site.relative_to(small.folder)
    assert (site / "iniconfig").is_dir() and not (site / "spoilt").exists()


@POSIX
def test_a_changed_lock_is_followed(small):
    assert small().returncode == 0
    requirements = small.folder / "requirements.txt"
    requirements.write_text(requirements.read_text() + "# changed\n")
    assert "Ready after" in small().stdout


@POSIX
def test_an_environment_of_somebody_elses_is_kept(small):
    run(
        [sys.executable, "-m", "venv", "--without-pip", small.folder / ".venv"],
        check=True,
    )
    theirs = small.site / "theirs.py"
    theirs.touch()
    assert small().returncode == 0
    assert (small.site / "iniconfig").is_dir() and theirs.exists()


@POSIX
def test_pip_gets_its_chance_where_uv_fails(small):
    small.uv.unlink()
    small.uv.write_text("#!/bin/sh\necho error: UnknownIssuer\nexit 2\n")
    small.uv.chmod(0o755)
    done = small()
    if "No matching distribution" in done.stdout and not online():
        pytest.skip("the package index does not answer")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "UnknownIssuer\npip installs them instead" in done.stdout
    assert (small.site / "iniconfig").is_dir()


@POSIX
def test_no_network_is_said_in_a_sentence(small, offline):
    if not offline:
        pytest.skip("this machine gives no place without a network")
    small.uv.unlink()
    done = small(prefix=offline)
    assert done.returncode == 1
    assert "Is this machine online" in done.stdout and "Traceback" not in done.stderr
    before = small.site.parent.parent.stat().st_ino
    again = small()  # and once online, it goes on from there
    assert again.returncode == 0 and "made anew" not in again.stdout, again.stdout
    assert small.site.parent.parent.stat().st_ino == before


@POSIX
def test_a_folder_that_cannot_be_written_to(small):
    (small.folder / ".course").touch()  # root may write anywhere; nobody may do this
    done = small()
    assert done.returncode == 1 and "cannot be written to" in done.stdout
    assert not (small.folder / ".venv").exists() and not done.stderr


@POSIX
def test_a_set_up_that_is_killed_is_taken_up_again(small):
    killed = """import os, shutil
from course import _fetch, installed
from course._places import VENV
def half(text, *more):
    (site,) = installed.site_packages(VENV)
    (site / "iniconfig").mkdir()
    (site / "iniconfig/__init__.py").write_text("half of i")
    os.kill(os.getpid(), 9)
_fetch.install = half
from course.install import ensure
ensure('lab')"""
    assert small(code=killed).returncode == -signal.SIGKILL
    theirs = small.site / "theirs.py"
    theirs.touch()
    done = small()
    assert done.returncode == 0 and "made anew" not in done.stdout, done.stdout
    code = [small.folder / ".venv/bin/python", "-c", "import iniconfig"]
    assert run(code).returncode == 0 and theirs.exists()


@POSIX
def test_what_a_learner_has_changed_is_put_right_and_nothing_else(small):
    assert small().returncode == 0
    theirs = small.site / "theirs-1.0.dist-info"
    theirs.mkdir()
    info = next(small.site.glob("iniconfig-*.dist-info"))
    info.rename(small.site / "iniconfig-1.0.dist-info")
    done = small()
    assert done.returncode == 0 and "made anew" not in done.stdout
    version = info.name.removeprefix("iniconfig-").removesuffix(".dist-info")
    said = f"put right: iniconfig (1.0 instead of {version})"
    assert said in done.stdout and theirs.is_dir() and info.is_dir()
    assert small().stdout == ""


@POSIX
def test_offline_a_set_up_that_fails_leaves_what_was_there(small, offline):
    if not offline:
        pytest.skip("this machine gives no place without a network")
    assert small().returncode == 0
    requirements = small.folder / "requirements.txt"
    text = (ROOT / "requirements.txt").read_text("utf-8")
    requirements.write_text(requirements.read_text() + block("requests", text))
    before = sorted(small.site.rglob("*.py"))
    # Nor may pip find anything in a folder that this machine's settings name.
    empty = {"UV_CACHE_DIR": str(small.tmp / "empty"), "PIP_FIND_LINKS": ""}
    empty["PIP_CONFIG_FILE"] = os.devnull
    done = small(prefix=offline, **empty)
    assert done.returncode == 1 and "Is this machine online" in done.stdout
    assert sorted(small.site.rglob("*.py")) == before


@POSIX
@pytest.mark.parametrize("by", ["uv", "pip"])
@pytest.mark.parametrize("setting", ["PIP_PREFIX", "PIP_TARGET", "PIP_USER", "file"])
def test_pips_own_settings_do_not_lead_it_elsewhere(small, setting, by):
    if by == "pip":
        small.uv.unlink()
        small.uv.write_text("#!/bin/sh\nexit 2\n")
        small.uv.chmod(0o755)
    elif setting != "file":
        small.uv.unlink()  # so that pip fetches uv
        if not online():
            pytest.skip("the package index does not answer")
    place = str(small.tmp / "place")
    personal = {setting: "1" if setting == "PIP_USER" else place}
    if setting == "file":
        file = small.tmp / "pip.conf"
        file.write_text(f"[install]\nprefix = {place}\nuser = false\n")
        personal = {"PIP_CONFIG_FILE": str(file)}
    done = small(**personal)
    if "No matching distribution" in done.stdout and not online():
        pytest.skip("the package index does not answer")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (small.site / "iniconfig").is_dir() and not Path(place).exists()


@POSIX
@pytest.mark.parametrize("home", [None, "/", "/nowhere/at/all"])
def test_set_up_without_a_home(small, home):
    env = {"HOME": home or "", "UV_CACHE_DIR": str(small.tmp / "cache")}
    if not online():
        pytest.skip("the package index does not answer")
    done = small(**env)
    assert done.returncode == 0 and not done.stderr, done.stdout + done.stderr
    assert (small.site / "iniconfig").is_dir()


@POSIX
def test_python_s_own_variables_do_not_lead_make_elsewhere(small):
    """A sourced workspace, and what hides a folder's own modules from `python -m`."""
    (small.tmp / "ws/json").mkdir(parents=True)
    (small.tmp / "ws/json/__init__.py").write_text("raise ImportError('not mine')")
    stub = small.site / "jupyterlab.py"
    assert small().returncode == 0
    stub.write_text("import json, os; print(json.dumps(dict(os.environ)))\n")
    personal = {
        "PYTHONPATH": str(small.tmp / "ws"),
        "PYTHONSAFEPATH": "1",
        "PYTHONHOME": "/nowhere",
        "HTTP_PROXY": "http://proxy.example:3128",
        "NO_PROXY": "a.example",
        "no_proxy": "",
        "JUPYTER_TOKEN": "mine",
        "MLFLOW_REGISTRY_URI": "https://registry.example",
        "PYTEST_ADDOPTS": "--nonsense",
    }
    base = getattr(sys, "_base_executable", sys.executable)
    env = child_env(small.tmp) | {"HOME": str(Path.home())} | personal
    command = [shutil.which("make"), "-s", "lab", f"PYTHON={base}"]
    done = run(command, cwd=small.folder, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    lab = json.loads(done.stdout.splitlines()[-1])
    assert not {"PYTHONPATH", "PYTHONHOME", "PYTHONSAFEPATH"} & set(lab)
    assert not {"JUPYTER_TOKEN", "MLFLOW_REGISTRY_URI", "PYTEST_ADDOPTS"} & set(lab)
    assert lab["NO_PROXY"] == lab["no_proxy"] == "a.example,127.0.0.1,localhost"
    assert lab["HTTP_PROXY"] == personal["HTTP_PROXY"]


@POSIX
def test_make_lab_all_fetches_what_single_notebooks_need(small):
    text = locked.LOCKED["test"].read_text("utf-8")
    (small.folder / "requirements-09.txt").write_text(block("pluggy", text))
    base = getattr(sys, "_base_executable", sys.executable)
    for words, there in ([], False), (["ALL=1"], True), ([], True):
        make = [shutil.which("make"), "-s", "lab", f"PYTHON={base}", *words]
        run(make, cwd=small.folder, env=small.env)  # there is no JupyterLab to open
        assert (small.site / "pluggy").is_dir() == there


@POSIX
def test_a_folder_named_in_utf8_in_a_locale_of_latin1(small):
    if not shutil.which("localedef") or not Path("/usr/share/i18n/locales").is_dir():
        pytest.skip("no locale of Latin-1 can be made here")
    place = small.tmp / "locales"
    place.mkdir()
    words = ["-i", "en_US", "-f", "ISO-8859-1", place / "en_US.ISO-8859-1"]
    if run(["localedef", "-c", *words]).returncode > 1:
        pytest.skip("no locale of Latin-1 can be made here")
    base = getattr(sys, "_base_executable", sys.executable)
    latin = {"LOCPATH": str(place), "LC_ALL": "en_US.ISO-8859-1", "PYTHONUTF8": "0"}
    make = [shutil.which("make"), "-s", "lab", f"PYTHON={base}"]
    done = run(make, cwd=small.folder, env=small.env | latin)
    assert (small.site / "iniconfig").is_dir(), done.stdout + done.stderr
    assert sorted(os.listdir(small.tmp)).count("ü b") == 1
    assert len([n for n in os.listdir(small.tmp) if n.endswith(" b")]) == 1
    assert small().stdout == ""  # in UTF-8 it is the same environment


# --- what one notebook needs ---------------------------------------------------------


@pytest.fixture
def asking(small):
    """Run need_packages(9) in an environment that is not make's, such as conda's."""
    text = locked.LOCKED["test"].read_text("utf-8")
    (small.folder / "requirements-09.txt").write_text(block("iniconfig", text))
    venv = small.tmp / "mine"
    run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    python = venv / environment.PYTHON.relative_to(environment.PYTHON.parents[1])
    code = "import os; from course import need_packages; need_packages(9)\n"
    code += "import iniconfig; print([n for n in os.environ if 'MLFLOW' in n])"

    def ask(prefix=(), **more):
        env = small.env | {"MLFLOW_REGISTRY_URI": "https://registry.example"} | more
        # As bytes: text would take a carriage return for the end of a line.
        command = [*prefix, python, "-c", code]
        done = subprocess.run(command, cwd=small.folder, env=env, capture_output=True)
        done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode()
        return done

    ask.venv, ask.small = venv, small
    return ask


READY = "alembic, mlflow-skinny, sqlalchemy: ready\n[]\n"


def left(text):
    """What is to be seen in the end; nbval compares that, too."""
    return re.sub(r".*\r(?=[^\n])", "", text)


@POSIX
@pytest.mark.parametrize("by", ["uv", "pip"])
def test_need_packages_fetches_once_and_prints_one_line(asking, by, offline):
    if by == "pip":
        asking.small.uv.unlink()
    done = asking()
    if "No matching distribution" in done.stderr and not online():
        pytest.skip("the package index does not answer")
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"Fetching 1 packages, about 0 MB, this once … 0 s", done.stdout)
    assert left(done.stdout) == READY
    again = asking(prefix=offline)
    assert again.stdout == READY  # without a word, and without a network
    if by == "uv" and offline:
        shutil.rmtree(asking.venv / asking.small.site.relative_to(
            asking.small.folder / ".venv") / "iniconfig")  # fmt: skip
        assert left(asking(prefix=offline).stdout) == READY  # as fetched before


@POSIX
def test_need_packages_that_cannot_fetch_says_so_in_a_sentence(asking, offline):
    if not offline:
        pytest.skip("this machine gives no place without a network")
    done = asking(prefix=offline, UV_CACHE_DIR=str(asking.small.tmp / "empty"))
    assert done.returncode == 1
    assert "PackagesMissing" in done.stderr
    assert done.stderr.rstrip().endswith("Is this machine online?")


# --- the course's own modules --------------------------------------------------------


def test_no_two_modules_of_the_course_import_each_other():
    needs = {}
    for file in (ROOT / "course").glob("*.py"):
        needs[file.stem] = found = set()
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [alias.name for alias in node.names]
                found.update(names if node.module == "course" else [])
                if node.module.startswith("course."):
                    found.add(node.module.split(".")[1])
    done = []
    while ready := [name for name in needs if not needs[name] & set(needs) - set(done)]:
        done += [name for name in ready if name not in done]
        needs = {name: found for name, found in needs.items() if name not in done}
        if not needs:
            return
    raise AssertionError(f"these import each other: {sorted(needs)}")


def test_a_name_of_the_course_keeps_proxies_from_this_machine(tmp_path):
    code = "import os, course; course.need; print(os.environ['no_proxy'])"
    env = child_env(tmp_path) | {"HTTP_PROXY": "http://127.0.0.1:9"}
    for given, wanted in (
        ("", "127.0.0.1,localhost"),
        ("localhost, a.example", "a.example,127.0.0.1,localhost"),
        ("*", "*"),
    ):
        env["no_proxy"] = given
        told = run([sys.executable, "-c", code], cwd=ROOT, env=env)
        assert told.stdout == wanted + "\n", told.stderr


@POSIX
def test_neither_pip_nor_uv(small):
    small.uv.unlink()
    # Debian's Python without its packages python3-pip and python3-venv.
    code = """from course import _fetch
def without_pip(command, *more, watched=_fetch.watched, **options):
    none = "pip" in command or "ensurepip" in command
    return (False, ["No module named pip"]) if none else watched(command, *more)
_fetch.watched = without_pip
from course.install import ensure
ensure('lab')"""
    done = small(code=code)
    assert done.returncode == 1 and not done.stderr
    assert "sudo apt install python3-venv" in done.stdout


# --- Pythons -------------------------------------------------------------------------


def test_old_pythons_can_read_what_make_calls():
    for name in ("environment.py", "__init__.py", "_places.py", "_settings.py"):
        ast.parse((ROOT / "course" / name).read_text("utf-8"), feature_version=(3, 6))


def as_if(version, path, tmp_path):
    """Run `environment.py lab` on a Python that takes itself for another version."""
    code = f"import sys; sys.version_info = {version}; sys.argv[1:] = ['nonsense']\n"
    code += "from course import environment as e; e.PYTHON = 'nowhere'\n"
    code += "e.main(['doctor'])"
    env = child_env(tmp_path) | {"PATH": str(path)}
    return run([sys.executable, "-c", code], cwd=ROOT, env=env)


@pytest.mark.parametrize("version", [(3, 9, 1), (3, 15, 0)])
def test_another_python_than_the_locks(version, tmp_path):
    alone = as_if(version, tmp_path, tmp_path)
    assert alone.returncode == 1 and not alone.stderr
    assert f"is Python {version[0]}.{version[1]}, and there is no other" in alone.stdout


@POSIX
def test_a_fitting_python_on_the_path_is_found(tmp_path):
    name = "python{}.{}".format(*sys.version_info)
    (tmp_path / name).symlink_to(sys.executable)
    found = as_if((3, 9, 1), tmp_path, tmp_path)
    assert f"Going on with {tmp_path / name}" in found.stdout


@POSIX
def test_make_without_any_python():
    make = shutil.which("make")
    if not make:
        pytest.skip("there is no make")
    done = run([make, "lab"], cwd=ROOT, env={"PATH": "/nowhere"})
    assert done.returncode and "needs Python 3.11 or newer" in done.stderr


def test_make_takes_a_python_from_a_folder_with_a_space(tmp_path):
    make = shutil.which("make")
    if not make:
        pytest.skip("there is no make")
    python = tmp_path / "ü b" / "python3"  # such as that of an active environment
    python.parent.mkdir()
    python.write_text('#!/bin/sh\necho "called with $*"\n', encoding="utf-8")
    python.chmod(0o755)
    path = os.pathsep.join([str(python.parent), os.environ["PATH"]])
    done = run([make, "test"], cwd=ROOT, env={"PATH": path})
    assert done.stdout == "called with -E -X utf8 -m course.environment test\n"


def test_each_line_of_the_makefile_is_known():
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.M)
    assert set(targets) == set(environment.COMMANDS)


# --- JupyterLab ----------------------------------------------------------------------


@POSIX
def test_lab_prints_its_address_and_ctrl_c_leaves_nothing_behind(tmp_path):
    import pty

    env = child_env(tmp_path)
    # Personal settings, each of which leaves no address that can be opened.
    config = tmp_path / "config/jupyter_server_config.json"
    password = {"hashed_password": "argon2:nobody-knows", "password_required": True}
    personal = {"PasswordIdentityProvider": password, "ServerApp": {"base_url": "/x/"}}
    config.write_text(json.dumps(personal))
    env |= {"HOME": "/", "JUPYTER_TOKEN": "mine"}
    env |= {"JUPYTER_PORT": "1", "JUPYTERLAB_DIR": "/nowhere", "PYTHONPATH": "/x"}
    env = {k: v for k, v in env.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    code = "import sys; from course import environment as e\n"
    code += "e.PYTHON = sys.executable; e.lab(sys.argv[1:])"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-c", code, f"--ServerApp.port={port}"]
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(ROOT)
            os.execve(command[0], command, env)
        try:
            screen, found = "", None
            while not found:
                screen += read(terminal, 60)
                found = re.search(r"(http://127\.0\.0\.1:(\d+)/lab/tree/\S+)\?", screen)
            token = re.search(r"token=(\w+)", screen)[1]
            assert found[1].endswith("/notebooks/01_train.ipynb")
            assert int(found[2]) != port  # it was taken
            base = f"http://127.0.0.1:{found[2]}"
            headers = {"Authorization": f"token {token}"}
            start = urllib.request.Request(f"{base}/api/kernels", b"{}", headers)
            kernel = json.load(answer(start))["id"]
            assert processes(kernel)
            os.write(terminal, b"\x03")
            while read(terminal, 10):
                pass
            assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
            assert not processes(kernel)
        except BaseException:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            raise
        finally:
            os.close(terminal)


def answer(request, wait=20):
    """The answer of a server whose address is printed a moment before it listens."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + wait
    while True:
        try:
            return direct.open(request, timeout=30)
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def read(terminal, wait):
    """What a program writes next to its terminal; nothing when it has ended."""
    assert select.select([terminal], [], [], wait)[0], f"nothing for {wait} s"
    try:
        return os.read(terminal, 9999).decode("utf-8", "replace")
    except OSError:  # Linux says so when the other end is closed
        return ""


def processes(words):
    """Command lines of the processes that run with these words."""
    lines = run(["ps", "-eww", "-o", "args"]).stdout.splitlines()
    return [line for line in lines if words in line]
